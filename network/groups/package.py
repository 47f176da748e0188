"""The tables of groups, of who is seated in them, of their sessions and of what was agreed there."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from network.vocabulary.enums import Basis
from network.vocabulary.package import (
    Cells,
    Choice,
    Date,
    Flag,
    Identifier,
    Kind,
    Reference,
    References,
    Table,
    Territories,
    Text,
    Whole,
)

from .enums import AcuerdoStatus, Attendance, Modality, SeatRole, SessionStatus


def _closed(_before: Cells, after: Cells) -> Iterable[tuple[str, str, str]]:
    """Only what was done or dropped names the session in which that was told."""
    if after["closed_session_id"] and after["status"] not in {AcuerdoStatus.DONE, AcuerdoStatus.DROPPED}:
        yield (
            "closed_session_id",
            _("Only an acuerdo that is done or dropped was closed in a session."),
            _("Leave it empty, or write “done” or “dropped” in column %(name)s.") % {"name": "status"},
        )


TABLES = (
    Table(
        "groups",
        "groups.Group",
        (
            Identifier("id", "package_id", required=True),
            Text("name", required=True),
            Kind("kind", required=True, vocabulary="group_kind"),
            Text("objective"),
            Reference("lead_institution_id", "lead_institution", table="institutions"),
            Territories("territory", "territories", required=True),
            Date("started"),
            Text("frequency"),
            Flag("publication", "is_public", yes="public", no="internal", default="public", optional=True),
        ),
    ),
    Table(
        "group_members",
        "groups.Seat",
        (
            Reference("group_id", "group", required=True, table="groups"),
            Reference("institution_id", "institution", required=True, table="institutions"),
            Choice("role", required=True, values=tuple(SeatRole.values)),
            Choice("basis", required=True, values=tuple(Basis.values)),
            Date("started"),
            Date("ended"),
            Reference("person_id", "person", table="people", optional=True),
        ),
        key=("group_id", "institution_id", "person_id"),
        spans=(("started", "ended"),),
        personal_column="person_id",
    ),
    Table(
        "group_sessions",
        "groups.GroupSession",
        (
            Identifier("id", "package_id", required=True),
            Reference("group_id", "group", required=True, table="groups"),
            Text("number"),
            Date("happens_on"),
            Text("happens_at"),
            Text("place"),
            Choice("modality", values=tuple(Modality.values)),
            Text("agenda"),
            Text("minutes"),
            Reference("minutes_document_id", "minutes_document", table="documents"),
            Choice("status", required=True, values=tuple(SessionStatus.values)),
            Text("cancelled_because"),
            Flag("publication", "is_public", yes="public", no="internal", default="internal", optional=True),
        ),
        needs=(
            ("status", SessionStatus.HELD.value, "happens_on"),
            ("status", SessionStatus.CANCELLED.value, "cancelled_because"),
        ),
        only=(
            ("status", SessionStatus.HELD.value, "minutes"),
            ("status", SessionStatus.HELD.value, "minutes_document_id"),
            ("status", SessionStatus.CANCELLED.value, "cancelled_because"),
        ),
        only_if_filled=True,
    ),
    Table(
        "session_attendance",
        "groups.SessionAttendance",
        (
            Reference("session_id", "session", required=True, table="group_sessions"),
            Reference("institution_id", "institution", required=True, table="institutions"),
            Choice("role", values=tuple(SeatRole.values)),
            Choice("state", required=True, values=tuple(Attendance.values)),
            Reference("person_id", "person", table="people", optional=True),
        ),
        key=("session_id", "institution_id", "person_id"),
        personal_column="person_id",
        only_if_filled=True,
    ),
    Table(
        "acuerdos",
        "groups.Acuerdo",
        (
            Identifier("id", "package_id", required=True),
            Reference("session_id", "session", required=True, table="group_sessions"),
            Whole("number", required=True),
            Text("text", required=True),
            References("responsible_ids", "responsible", table="institutions"),
            Reference("post_id", "post", table="posts"),
            Date("due_on"),
            Choice("status", required=True, values=tuple(AcuerdoStatus.values)),
            Text("dropped_because"),
            Date("done_on"),
            Text("done_note"),
            Reference("evidence_id", "evidence", table="documents"),
            Reference("closed_session_id", "closed_in", table="group_sessions", optional=True),
            Reference("carried_from_id", "carried_from", table="acuerdos"),
        ),
        needs=(
            ("status", AcuerdoStatus.DONE.value, "done_on"),
            ("status", AcuerdoStatus.DROPPED.value, "dropped_because"),
        ),
        only=(
            ("status", AcuerdoStatus.DONE.value, "done_on"),
            ("status", AcuerdoStatus.DONE.value, "done_note"),
            ("status", AcuerdoStatus.DONE.value, "evidence_id"),
            ("status", AcuerdoStatus.DROPPED.value, "dropped_because"),
        ),
        guard=_closed,
        alone=(("session_id", "number"), ("carried_from_id",)),
        only_if_filled=True,
    ),
)
