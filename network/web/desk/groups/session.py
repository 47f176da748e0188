"""One session: what is to be discussed or was agreed, its papers, and what can be done with it."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.groups.attending import attendance_rows
from network.groups.convening import ABOUT
from network.groups.enums import SessionStatus
from network.groups.models import Acuerdo, GroupSession
from network.groups.papers import attendance_list, minutes_paper
from network.groups.session_queries import acuerdos_visible_to, reviewed_in, with_responsible
from network.groups.session_rules import (
    SESSION_MAY,
    became_words,
    session_badge,
    session_name,
    told,
    when_words,
)
from network.messages.models import Mailing
from network.messages.queries import mailings_visible_to
from network.paper.document import Paper
from network.paper.pages import as_html
from network.vocabulary.words import minutes_name

from ...audience import coordinators
from ...paper_files import docx_file, pdf_file
from .doors import acuerdo_place, session_or_404, session_place, trail
from .told import ages, told_acuerdo
from .writing_up import earlier_open

_PAPERS = {"minuta": minutes_paper, "asistencia": attendance_list}


@coordinators
def session(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    found = session_or_404(request, uid)
    is_held = found.status == SessionStatus.HELD
    rows = with_responsible(acuerdos_visible_to(Acuerdo.objects.filter(session=found), viewer))
    acuerdos = list(rows.order_by("number"))
    earlier = [] if is_held else earlier_open(found, viewer)
    reviewed = reviewed_in(found, viewer) if is_held else []
    known = ages([*acuerdos, *earlier])
    mailings = Mailing.objects.filter(about_kind=ABOUT, about_uid=found.uid)
    noted = [row for row in attendance_rows(found, viewer) if row.state] if is_held else []
    context = {
        "session": found,
        "title": session_name(found),
        "badge": session_badge(found),
        "facts": _facts(found),
        "agenda": [line for line in found.agenda.splitlines() if line.strip()],
        "is_held": is_held,
        "may": SESSION_MAY[found.status],
        "actions": _actions(found),
        "acuerdos": [told_acuerdo(one, known) for one in acuerdos],
        "reviewed": [(one, acuerdo_place(one), became_words(one)) for one in reviewed],
        "earlier": [told_acuerdo(one, known) for one in earlier],
        "present": [row for row in noted if row.is_present],
        "missing": [row for row in noted if not row.is_present],
        "minutes": told(found).minutes,
        "minutes_name": minutes_name(),
        "mailings": list(mailings_visible_to(mailings, viewer)),
        "breadcrumb": trail(found.group),
    }
    return render(request, "network/desk/groups/session.html", context)


def _facts(found: GroupSession) -> list[tuple[str, str]]:
    seen = told(found)
    rows = [
        (_("When"), ", ".join(filter(None, (when_words(found), seen.at)))),
        (_("Where"), seen.place),
        (_("In which way"), str(found.get_modality_display()) if found.modality else ""),
        (_("Cancelled because"), found.cancelled_because),
        (
            _("Who sees it"),
            _("Everyone, with its acuerdos; never its minutes or who came.")
            if found.is_public
            else _("Coordinators only: it is internal."),
        ),
    ]
    return [(name, text) for name, text in rows if text]


def _actions(found: GroupSession) -> list[dict[str, Any]]:
    if found.status == SessionStatus.CANCELLED:
        return []
    if found.status == SessionStatus.PLANNED:
        names = [
            ("desk_session_write", _("Write up the session"), True),
            ("desk_session_call", _("Call the group together"), False),
        ]
    else:
        names = [("desk_session_write", _("Complete what was written up"), False)]
    return [
        {"label": label, "url": reverse(name, args=[found.uid]), "primary": primary}
        for name, label, primary in names
    ]


@coordinators
def paper(request: HttpRequest, uid: uuid.UUID, which: str) -> HttpResponse:
    """One of its papers, to be read before it is printed."""
    found = session_or_404(request, uid)
    made = _made(request, found, which)
    context = {
        "title": made.title,
        "kicker": found.group.name,
        "lead": session_name(found),
        "paper": as_html(made),
        "actions": [
            {
                "label": label,
                "url": reverse("desk_session_file", args=[uid, which, ending]),
                "primary": ending == "pdf",
            }
            for label, ending in ((_("Download as PDF"), "pdf"), (_("Download as Word"), "docx"))
        ],
        "breadcrumb": trail(found.group, found),
    }
    return render(request, "network/desk/closings/annex.html", context)


@coordinators
def file(request: HttpRequest, uid: uuid.UUID, which: str, ending: str) -> HttpResponse:
    found = session_or_404(request, uid)
    make = {"pdf": pdf_file, "docx": docx_file}.get(ending)
    if make is None:
        raise Http404
    name = "-".join(filter(None, (which, found.group.package_id, str(found.happens_on))))
    return make(request, _made(request, found, which), name, back=session_place(found))


def _made(request: HttpRequest, found: GroupSession, which: str) -> Paper:
    """The paper of that name; minutes there are of a held session alone, a list of one not called off."""
    if which not in _PAPERS or found.status == SessionStatus.CANCELLED:
        raise Http404
    if which == "minuta" and found.status != SessionStatus.HELD:
        raise Http404
    return _PAPERS[which](found, request.viewer)  # type: ignore[attr-defined]


_ONE = "gestion/mesas/sesiones/<uuid:uid>/"
urlpatterns = [
    path(_ONE, session, name="desk_session"),
    path(f"{_ONE}papel/<slug:which>/", paper, name="desk_session_paper"),
    path(f"{_ONE}papel/<slug:which>.<slug:ending>", file, name="desk_session_file"),
]
