"""What may be done with a session or an acuerdo in which state, and how each is told. No query."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.documents.models import Document
from network.institutions.models import Institution, Post
from network.vocabulary.panels import Badge
from network.vocabulary.partial_date import PartialDate

from .enums import AcuerdoStatus, SessionStatus
from .models import Acuerdo, GroupSession

SESSION_MAY: dict[str, frozenset[str]] = {
    SessionStatus.PLANNED: frozenset({"correct", "hold", "cancel"}),
    SessionStatus.HELD: frozenset(
        {"correct", "record_minutes", "record_attendance", "record_acuerdo", "publish", "unhold"}
    ),
    SessionStatus.CANCELLED: frozenset({"restore"}),
}
ACUERDO_MAY: dict[str, frozenset[str]] = {
    AcuerdoStatus.OPEN: frozenset({"correct", "mark_done", "carry_over", "drop", "remove"}),
    AcuerdoStatus.DONE: frozenset({"reopen"}),
    AcuerdoStatus.DROPPED: frozenset({"reopen"}),
    AcuerdoStatus.CARRIED_OVER: frozenset({"reopen"}),
}

_SESSION_TONES = {SessionStatus.PLANNED: "accent", SessionStatus.CANCELLED: "muted"}
_ACUERDO_TONES = {AcuerdoStatus.OPEN: "warn", AcuerdoStatus.DONE: "good"}


@dataclass(frozen=True, slots=True)
class Told:
    """What of a session is told only inside its group, and of its minutes what their document grants."""

    place: str
    at: str
    minutes: str
    minutes_document: Document | None


def told(session: GroupSession) -> Told:
    """A row of `sessions_visible_to`, cut to what may be shown: minutes name people."""
    inside = session.sees_inside  # type: ignore[attr-defined]
    return Told(
        place=session.place if inside else "",
        at=session.happens_at if inside else "",
        minutes=session.minutes if inside else "",
        minutes_document=session.minutes_document if session.sees_minutes_document else None,  # type: ignore[attr-defined]
    )


def session_name(session: GroupSession) -> str:
    """For instance "3.ª ordinaria, 5 de mayo de 2026": what the group calls it, and when it was."""
    return ", ".join(filter(None, (session.number or _("Session"), when_words(session))))


def when_words(session: GroupSession) -> str:
    return PartialDate(session.happens_on).words if session.happens_on else _("no date yet")


def session_badge(session: GroupSession) -> Badge:
    status = SessionStatus(session.status)
    return Badge(str(status.label), _SESSION_TONES.get(status, ""))


def acuerdo_badge(acuerdo: Acuerdo) -> Badge:
    status = AcuerdoStatus(acuerdo.status)
    return Badge(str(status.label), _ACUERDO_TONES.get(status, "muted"))


def due_words(acuerdo: Acuerdo) -> str:
    """When it is due, or, of one that is done, when it was."""
    if acuerdo.done_on:
        return _("done: %(date)s") % {"date": PartialDate(acuerdo.done_on).words}
    if not acuerdo.due_on:
        return _("no due date recorded")
    return _("due: %(date)s") % {"date": PartialDate(acuerdo.due_on).words}


def became_words(acuerdo: Acuerdo) -> str:
    """What was told of it in the review of a session; a row of `reviewed_in`."""
    if acuerdo.status == AcuerdoStatus.DONE:
        paper = str(acuerdo.evidence) if acuerdo.evidence_id and acuerdo.sees_evidence else ""  # type: ignore[attr-defined]
        return ". ".join(
            filter(None, (due_words(acuerdo).capitalize(), acuerdo.done_note.rstrip("."), paper))
        )
    if acuerdo.status == AcuerdoStatus.DROPPED:
        return _("Dropped: %(why)s") % {"why": acuerdo.dropped_because}
    later: Acuerdo = acuerdo.carried_to
    said = _("It goes on as acuerdo %(number)s of this session") % {"number": later.number}
    return f"{said}, {due_words(later)}"


def post_of(acuerdo: Acuerdo) -> Post | None:
    """The post that answers for it, if this viewer may be told of it; a row of `acuerdos_visible_to`."""
    return acuerdo.post if acuerdo.post_id and acuerdo.sees_post else None  # type: ignore[attr-defined]


def responsible_of(
    acuerdo: Acuerdo, institutions: Iterable[Institution] | None = None
) -> tuple[Institution, ...]:
    """The institutions that answer for it, that of its post among them; a row of `with_responsible`.

    Where `institutions` are at hand (`beside_responsible`), of those.
    """
    found = list(acuerdo.responsible.all() if institutions is None else institutions)
    if acuerdo.post and acuerdo.post.institution not in found:
        found.append(acuerdo.post.institution)
    return tuple(found)


def responsible_words(acuerdo: Acuerdo, institutions: Iterable[Institution] | None = None) -> str:
    """Who answers for it, in one line."""
    names = [institution.called for institution in responsible_of(acuerdo, institutions)]
    if post := post_of(acuerdo):
        names.insert(0, post.name)
    return ", ".join(names) or _("nobody named")
