"""The privacy notice that every installation begins with, in the words of each country.

It says what this platform does, and that a legal office has to look at it. Places in braces are filled in
when a version is kept: what somebody said yes to does not change with the office's telephone.
"""

_WHAT_IS_KEPT_ES = """## Qué se guarda y para qué

- De quien pide formar parte: nombre, correo, institución, puesto, nivel, temas en los que trabaja, qué \
hace y qué busca. Sirve para decidir el ingreso y responderle.
- De cada integrante: lo anterior, lo que ofrece, y los puestos, mesas y colaboraciones en que participa. \
Sirve para que las integrantes se encuentren y se apoyen en su trabajo.
- La versión de este aviso que cada persona aceptó, y cuándo.

Aquí no se registran casos ni datos de víctimas, en ningún lugar. De quien visita las páginas públicas \
no se guarda ningún dato personal. No hay rastreadores ni se pide nada a terceros; solo se usan las \
galletas (cookies) necesarias para entrar y proteger los formularios.

## Quién lo ve

Toda persona que ingresa está oculta hasta que ella decide otra cosa: con su nombre, con un alias o seguir \
oculta. Sus datos de ingreso los lee quien coordina la red. Los correos y teléfonos no se muestran a nadie; \
la plataforma entrega los mensajes sin darlos a conocer. No se transfieren datos a terceros, salvo que la \
ley lo ordene.

## Cuánto tiempo se guarda

- Una solicitud cuyo correo no se confirma se borra a los 7 días.
- Una solicitud que no se aceptó se borra a los 6 meses de la respuesta.
- Una solicitud aceptada se borra al año; lo que usted escribió queda en su perfil, que usted corrige.
- El perfil se guarda mientras usted forme parte de la red."""

_SPANISH = {
    "MX": """Aviso por revisar por el área jurídica de {{ oficina }}.

## Quién responde

{{ oficina }} es responsable del tratamiento de los datos personales de {{ red }}. \
Puede escribirle {{ contacto }}.

{{ que }}

## Sus derechos

Usted puede pedir el acceso, la rectificación o la cancelación de sus datos, u oponerse a su uso \
(derechos ARCO), y retirar su consentimiento en cualquier momento, como lo establece la legislación \
mexicana de protección de datos personales en posesión de sujetos obligados. La oficina le responde en \
los plazos de la ley. Si no está conforme con la respuesta, puede acudir a la autoridad garante que \
corresponda.

## Cambios a este aviso

Cada cambio se publica aquí con un número de versión y su fecha.""",
    "CL": """Aviso por revisar por la unidad jurídica de {{ oficina }}.

## Quién responde

{{ oficina }} es responsable del tratamiento de los datos personales de {{ red }}. \
Puede escribirle {{ contacto }}.

{{ que }}

## Sus derechos

Usted puede pedir el acceso, la rectificación, la supresión, la portabilidad y el bloqueo de sus datos, u \
oponerse a su uso, y retirar su consentimiento en cualquier momento, como lo establece la legislación \
chilena sobre protección de los datos personales. La oficina le responde en los plazos de la ley. Si no \
está conforme con la respuesta, puede acudir a la autoridad de control que corresponda.

## Cambios a este aviso

Cada cambio se publica aquí con un número de versión y su fecha.""",
}

_WHAT_IS_KEPT_EN = """## What is kept, and what for

- Of whoever asks to join: name, e-mail, institution, post, level, the themes she works on, what she does \
and what she seeks. It serves to decide and to answer her.
- Of each member: the above, what she offers, and the posts, working groups and collaborations she takes \
part in. It serves so that members find one another and support each other's work.
- Which version of this notice each person accepted, and when.

No cases and no data of victims are registered here, anywhere. Of whoever visits the public pages no \
personal data is kept. There are no trackers and nothing is asked of third parties; only the cookies \
needed to log in and to protect forms are used.

## Who sees it

Whoever joins is hidden until she decides otherwise: under her name, under an alias, or still hidden. What \
she wrote to join is read by whoever coordinates the network. E-mails and telephones are shown to nobody; \
the platform delivers messages without giving them away. No data is passed on to third parties, unless \
the law orders it.

## How long it is kept

- An application whose e-mail is not confirmed is deleted after 7 days.
- An application that was declined is deleted 6 months after the answer.
- An accepted application is deleted after a year; what you wrote stays in your profile, which you correct.
- The profile is kept while you are part of the network."""

_ENGLISH = {
    "MX": """Notice to be reviewed by the legal office of {{ oficina }}.

## Who answers

{{ oficina }} answers for the personal data of {{ red }}. You may write to it {{ contacto }}.

{{ que }}

## Your rights

You may ask for access to your data, their rectification or cancellation, or oppose their use (the ARCO \
rights), and withdraw your consent at any moment, under the Mexican law on the protection of personal data \
held by public bodies. The office answers within the terms of the law. If you do not agree with the \
answer, you may turn to the competent authority.

## Changes to this notice

Each change is published here with its version number and its date.""",
    "CL": """Notice to be reviewed by the legal office of {{ oficina }}.

## Who answers

{{ oficina }} answers for the personal data of {{ red }}. You may write to it {{ contacto }}.

{{ que }}

## Your rights

You may ask for access to your data, their rectification, suppression, portability or block, or oppose \
their use, and withdraw your consent at any moment, under the Chilean law on the protection of personal \
data. The office answers within the terms of the law. If you do not agree with the answer, you may turn \
to the competent authority.

## Changes to this notice

Each change is published here with its version number and its date.""",
}


def original(language: str, country: str) -> str:
    """The text with its places `{{ oficina }}`, `{{ red }}` and `{{ contacto }}` still to be filled in."""
    texts, kept = (_ENGLISH, _WHAT_IS_KEPT_EN) if language.startswith("en") else (_SPANISH, _WHAT_IS_KEPT_ES)
    return texts.get(country, texts["MX"]).replace("{{ que }}", kept)
