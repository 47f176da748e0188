"""What the tests of joining share: an application as a browser sends it, and the link of the last e-mail."""

import re

from django.core import mail
from django.test import Client

from network.joining.privacy import mark_of, notice_in_force

FORM, SENT = "/unirse/solicitud/", "/unirse/solicitud/enviada/"


def said(**changed):
    return {
        "name": "Ana Ejemplo",
        "email": "ana@ejemplo.invalid",
        "institution": "Instituto de las Mujeres",
        "post_title": "Jefa de Unidad",
        "post_level": "middle",
        "does": "Coordino la unidad de género.",
        "seeks": "Colegas con protocolos.",
        "consent": "on",
        "mark": mark_of(notice_in_force()),
    } | changed


def link():
    """The path of the link in the last e-mail."""
    return re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)[1]


def applied(client=None, **changed):
    """An application that waits for the office; its institution is in the list."""
    from network.joining.models import Application

    client = client or Client()
    response = client.post(FORM, said(**changed))
    assert (response.status_code, response["Location"]) == (302, SENT), response.content.decode()
    client.post(link())
    return Application.objects.latest("pk")
