"""One application: what she wrote, who of the list she may be, what was written to her, what to do."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.joining.deciding import look_again
from network.joining.enums import OPEN, ApplicationState
from network.joining.models import Application
from network.joining.queries import letters_visible_to, visible_to
from network.messages.forms import as_body
from network.messages.models import Outgoing
from network.messages.queries import message_of, sends_email
from network.messages.rules import mail_reading
from network.people.models import Person
from network.people.namesakes import Namesake, namesakes
from network.people.queries import in_care_of, with_what_is_shown
from network.people.queries import visible_to as people_visible_to
from network.people.rules import seen

from ...audience import recorders
from .queue import badge


@recorders
def page(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    found = found_in(request, uid)
    is_open = found.state in OPEN
    written = letters_visible_to(Outgoing.objects.all(), viewer).filter(mailing__about_uid=found.uid)
    context = {
        "application": found,
        "badge": badge(found),
        "facts": facts(found),
        "themes": [theme.label for theme in found.themes.all()],
        "alike": alike(found, viewer) if is_open else [],
        "is_open": is_open,
        "may_look_again": found.state == ApplicationState.DECLINED,
        "consent": consent_words(found),
        "written": [
            (row, mail_reading(row), _as_sent(row))
            for row in written.select_related("mailing").order_by("-mailing__pk")
        ],
        "opens_messages": viewer.runs_network,
        "hands_over": not sends_email(),
        "breadcrumb": trail(),
    }
    return render(request, "network/desk/joining/application.html", context)


@recorders
@require_POST
def again(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found = found_in(request, uid)
    try:
        look_again(application=found, by=request.user)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    return redirect("desk_application", uid)


def found_in(request: HttpRequest, uid: uuid.UUID) -> Application:
    rows = visible_to(Application.objects.all(), request.viewer)  # type: ignore[attr-defined]
    return get_object_or_404(rows.select_related("institution"), uid=uid)


def _as_sent(row: Outgoing) -> str:
    """What it said. Her personal link stands in it only where nobody but the office can bring it to her."""
    said = message_of(row)
    return as_body(replace(said, secret=None) if sends_email() else said)


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Desk"), reverse("desk")), (_("Who asks to join"), reverse("desk_joining")), *more]


def facts(found: Application) -> list[tuple[str, str]]:
    """What she wrote, in the order of the form. Where she works is hers where it is in no list."""
    where = found.institution_name if found.institution else _("%(name)s (not in the list)")
    rows = [
        (_("E-mail, confirmed"), found.email),
        (_("Institution"), where % {"name": found.institution_name}),
        (_("Post"), found.post_title),
        (_("Level of the post"), found.get_post_level_display()),
    ]
    return [(term, text) for term, text in rows if text]


def consent_words(found: Application) -> str:
    given = getattr(found, "consent", None)
    if given is None:
        return ""
    return _("version %(n)d of the privacy notice") % {"n": given.notice.version}


def alike(found: Application, viewer: Any) -> list[Namesake]:
    """Who of the list she may be, without an account; the one whose record she asks for stands alone."""
    if found.person_id:
        hers = people_visible_to(in_care_of(Person.objects.filter(pk=found.person_id), viewer), viewer)
        return [
            Namesake(seen(one), _("She was invited under this record")) for one in with_what_is_shown(hers)
        ]
    return namesakes(found.name, found.email, viewer)


_ONE = "gestion/ingresos/<uuid:uid>/"
urlpatterns = [
    path(_ONE, page, name="desk_application"),
    path(f"{_ONE}ver-de-nuevo/", again, name="desk_application_again"),
]
