"""The words that every installation begins with. In Spanish with "usted", in the words of each country."""

from .enums import MessageKind
from .wording import Words

_SPANISH = {
    MessageKind.INVITATION: Words(
        subject="Invitación: {{ red }}",
        neutral_subject="Comunicación de la red",
        salutation="{{ nombre }}:",
        body="""Reciba un saludo cordial.

{{ oficina }} le invita a formar parte de su red, {{ red }}. Reúne a personas que trabajan por la \
igualdad desde distintas instituciones: se conocen, se apoyan en sus tareas, comparten materiales y se \
forman juntas. Lo que se logra no se pierde cuando cambia un gobierno.

Participar no tiene costo. Usted decide qué de sus datos ven las demás personas; mientras no lo decida, \
no se muestra nada. {{ privacidad }}

Esta invitación es personal y se usa una sola vez. Para aceptarla, abra el enlace que la acompaña y escriba \
su correo: le mandaremos un mensaje para elegir su contraseña.

Si tiene dudas, o si prefiere no recibir otra invitación, respóndanos {{ contacto }}.""",
        short="""{{ oficina }} le invita a formar parte de su red, {{ red }}: personas que trabajan por \
la igualdad desde distintas instituciones y se apoyan en sus tareas.

Usted decide qué de sus datos se ve. {{ privacidad }}

Para aceptar, abra este enlace personal; se usa una sola vez. Si tiene dudas, respóndanos \
{{ contacto }}.""",
    ),
    MessageKind.REQUEST: Words(
        subject="{{ asunto }}",
        neutral_subject="Comunicación de la red",
        salutation="{{ nombre }}:",
        body="""Reciba un saludo cordial.

{{ texto }}

Le agradeceremos su respuesta a más tardar el {{ plazo }}.

Puede responder {{ contacto }}.""",
        short="""{{ texto }}

Le agradeceremos su respuesta a más tardar el {{ plazo }}.

Puede responder {{ contacto }}.""",
    ),
    MessageKind.REMINDER: Words(
        subject="Recordatorio: {{ asunto }}",
        neutral_subject="Recordatorio de la red",
        salutation="{{ nombre }}:",
        body="""Reciba un saludo cordial.

Le recordamos que seguimos esperando su respuesta sobre este asunto: {{ asunto }}.
Se lo solicitamos mediante {{ numero }}.
La solicitud se envió el {{ enviada }}.

Le agradeceremos su respuesta a más tardar el {{ plazo }}.

Si ya respondió, le pedimos no tomar en cuenta este recordatorio. Puede responder {{ contacto }}.""",
        short="""Le recordamos que seguimos esperando su respuesta sobre este asunto: {{ asunto }}.

Le agradeceremos su respuesta a más tardar el {{ plazo }}.

Puede responder {{ contacto }}. Si ya respondió, no tome en cuenta este mensaje.""",
    ),
    MessageKind.ADVANCE_NOTICE: Words(
        subject="Aviso previo: {{ actividad }}",
        neutral_subject="Actividad de formación",
        salutation="{{ nombre }}:",
        body="""Reciba un saludo cordial.

{{ quien }} le avisa con anticipación de la siguiente actividad, de acuerdo con {{ convenio }}:

- Actividad: {{ actividad }}
- Fecha: {{ fecha }}
- Lugar: {{ lugar }}
- Tema: {{ tema }}

{{ nota }}

Si desea participar o coordinar algo en común, responda {{ contacto }}.""",
        short="""{{ quien }} le avisa de una actividad:

{{ actividad }}
Fecha: {{ fecha }}
Lugar: {{ lugar }}

{{ nota }}

Para participar o coordinar algo, responda {{ contacto }}.""",
    ),
    MessageKind.CONVOCATION: Words(
        subject="Convocatoria: {{ mesa }}",
        neutral_subject="Convocatoria de la red",
        salutation="{{ nombre }}:",
        body="""Reciba un saludo cordial.

{{ oficina }} le convoca a la próxima sesión de {{ mesa }}:

- Sesión: {{ sesion }}
- Fecha: {{ fecha }}
- Lugar: {{ lugar }}
- Modalidad: {{ modalidad }}

Orden del día:

{{ orden }}

{{ nota }}

Le agradeceremos confirmar su asistencia {{ contacto }}.""",
        short="""{{ oficina }} le convoca a la próxima sesión de {{ mesa }}.

Sesión: {{ sesion }}
Fecha: {{ fecha }}
Lugar: {{ lugar }}
Modalidad: {{ modalidad }}

{{ orden }}

{{ nota }}

Le agradeceremos confirmar su asistencia {{ contacto }}.""",
    ),
    MessageKind.QUESTION: Words(
        subject="Su solicitud: {{ red }}",
        neutral_subject="Comunicación de la red",
        salutation="{{ nombre }}:",
        body="""Gracias por su interés en {{ red }}. Para decidir sobre su ingreso necesitamos saber algo más:

{{ pregunta }}

Responda con el enlace que acompaña este mensaje. Si tiene dudas, escríbanos {{ contacto }}.""",
        short="""Gracias por su interés en {{ red }}. Necesitamos saber algo más:

{{ pregunta }}

Responda con este enlace.""",
    ),
    MessageKind.ADMISSION: Words(
        subject="Le damos la bienvenida: {{ red }}",
        neutral_subject="Comunicación de la red",
        salutation="{{ nombre }}:",
        body="""Nos alegra decirle que ya forma parte de {{ red }}.

Abra el enlace que acompaña este mensaje para elegir su contraseña y entrar. Está oculta para las demás \
integrantes hasta que usted decida cómo quiere ser vista; es lo primero que se le pregunta.

Si tiene dudas, escríbanos {{ contacto }}.""",
        short="""Ya forma parte de {{ red }}. Con este enlace elige su contraseña y entra; usted decide cómo \
quiere ser vista.""",
    ),
    MessageKind.DECLINE: Words(
        subject="Su solicitud: {{ red }}",
        neutral_subject="Comunicación de la red",
        salutation="{{ nombre }}:",
        body="""Gracias por su interés en {{ red }} y por el tiempo que dedicó a su solicitud. Esta vez no \
fue posible aceptarla.

{{ motivo }}

Lo que escribió se borra a los seis meses. Si algo cambió o quiere que lo veamos de nuevo, escríbanos \
{{ contacto }}.""",
        short="""Gracias por su interés en {{ red }}. Esta vez no fue posible aceptar su solicitud.

{{ motivo }}

Si tiene dudas, escríbanos {{ contacto }}.""",
    ),
}

_ENGLISH = {
    MessageKind.INVITATION: Words(
        subject="Invitation: {{ red }}",
        neutral_subject="A message from the network",
        salutation="Dear {{ nombre }},",
        body="""{{ oficina }} invites you to be part of its network, {{ red }}. It brings together \
people who work for equality in different institutions: they get to know one another, support each \
other's work, share materials and train together. What they achieve is not lost when a government changes.

Taking part costs nothing. You decide which of your data others see; until you do, nothing is shown. {{ \
privacidad }}

This invitation is yours alone and is used once. To accept it, open the link that comes with it and write \
your e-mail: we will send you a message to choose your password.

If you have questions, or would rather not receive another invitation, please answer {{ contacto }}.""",
        short="""{{ oficina }} invites you to be part of its network, {{ red }}: people who work for \
equality in different institutions and support each other's work.

You decide which of your data is shown. {{ privacidad }}

To accept, open this link, which is yours alone and is used once. If you have questions, please answer \
{{ contacto }}.""",
    ),
    MessageKind.REQUEST: Words(
        subject="{{ asunto }}",
        neutral_subject="A message from the network",
        salutation="Dear {{ nombre }},",
        body="""Greetings from {{ oficina }}.

{{ texto }}

We would be grateful for your answer by {{ plazo }}.

You may answer {{ contacto }}.""",
        short="""{{ texto }}

We would be grateful for your answer by {{ plazo }}.

You may answer {{ contacto }}.""",
    ),
    MessageKind.REMINDER: Words(
        subject="Reminder: {{ asunto }}",
        neutral_subject="A reminder from the network",
        salutation="Dear {{ nombre }},",
        body="""Greetings from {{ oficina }}.

We are still looking forward to your answer on this matter: {{ asunto }}.
We asked for it in {{ numero }}.
The request was sent on {{ enviada }}.

We would be grateful for your answer by {{ plazo }}.

If you have answered already, please disregard this reminder. You may answer {{ contacto }}.""",
        short="""We are still looking forward to your answer on this matter: {{ asunto }}.

We would be grateful for it by {{ plazo }}.

You may answer {{ contacto }}. If you have answered already, please disregard this message.""",
    ),
    MessageKind.ADVANCE_NOTICE: Words(
        subject="Advance notice: {{ actividad }}",
        neutral_subject="Training activity",
        salutation="Dear {{ nombre }},",
        body="""Greetings from {{ oficina }}.

{{ quien }} gives you advance notice of the following activity, as part of {{ convenio }}:

- Activity: {{ actividad }}
- Date: {{ fecha }}
- Place: {{ lugar }}
- Theme: {{ tema }}

{{ nota }}

If you would like to take part or to plan something together, please answer {{ contacto }}.""",
        short="""{{ quien }} gives you advance notice of an activity:

{{ actividad }}
Date: {{ fecha }}
Place: {{ lugar }}

{{ nota }}

To take part or to plan something together, please answer {{ contacto }}.""",
    ),
    MessageKind.CONVOCATION: Words(
        subject="Convocation: {{ mesa }}",
        neutral_subject="A convocation of the network",
        salutation="Dear {{ nombre }},",
        body="""{{ oficina }} calls you to the next session of {{ mesa }}:

- Session: {{ sesion }}
- Date: {{ fecha }}
- Place: {{ lugar }}
- How: {{ modalidad }}

Agenda:

{{ orden }}

{{ nota }}

Please confirm that you will come: {{ contacto }}.""",
        short="""{{ oficina }} calls you to the next session of {{ mesa }}.

Session: {{ sesion }}
Date: {{ fecha }}
Place: {{ lugar }}
How: {{ modalidad }}

{{ orden }}

{{ nota }}

Please confirm that you will come: {{ contacto }}.""",
    ),
    MessageKind.QUESTION: Words(
        subject="Your application: {{ red }}",
        neutral_subject="A message from the network",
        salutation="Dear {{ nombre }},",
        body="""Thank you for your interest in {{ red }}. To decide on your application we need to know \
something more:

{{ pregunta }}

Please answer with the link that comes with this message. If you have questions, write to us \
{{ contacto }}.""",
        short="""Thank you for your interest in {{ red }}. We need to know something more:

{{ pregunta }}

Please answer with this link.""",
    ),
    MessageKind.ADMISSION: Words(
        subject="Welcome: {{ red }}",
        neutral_subject="A message from the network",
        salutation="Dear {{ nombre }},",
        body="""We are glad to tell you that you are part of {{ red }} now.

Open the link that comes with this message to choose your password and enter. You are hidden from the \
other members until you decide how you want to be seen; it is the first thing you are asked.

If you have questions, write to us {{ contacto }}.""",
        short="""You are part of {{ red }} now. With this link you choose your password and enter; you \
decide how you want to be seen.""",
    ),
    MessageKind.DECLINE: Words(
        subject="Your application: {{ red }}",
        neutral_subject="A message from the network",
        salutation="Dear {{ nombre }},",
        body="""Thank you for your interest in {{ red }} and for the time you gave to your application. This \
time it was not possible to accept it.

{{ motivo }}

What you wrote is deleted after six months. If something has changed or you want us to look at it again, \
write to us {{ contacto }}.""",
        short="""Thank you for your interest in {{ red }}. This time it was not possible to accept your \
application.

{{ motivo }}

If you have questions, write to us {{ contacto }}.""",
    ),
}

# What Chile says otherwise.
_IN_CHILE = (
    ("Reciba un saludo cordial.", "Le saludamos cordialmente."),
    ("a más tardar el {{ plazo }}", "a más tardar el día {{ plazo }}"),
)


def original(kind: str, language: str, country: str) -> Words:
    """The words of that kind as they were written for that language and country."""
    if not language.startswith("es"):
        return _ENGLISH[MessageKind(kind)]
    words = _SPANISH[MessageKind(kind)]
    body = words.body
    if country == "CL":
        for mexico, chile in _IN_CHILE:
            body = body.replace(mexico, chile)
    return Words(words.subject, words.neutral_subject, words.salutation, body, words.short)
