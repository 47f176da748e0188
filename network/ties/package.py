"""The tables of appointments and of collaborations between people."""

from network.vocabulary.enums import Basis
from network.vocabulary.package import Cells, Choice, Date, Flag, Identifier, Reference, Sole, Table, Text

from .enums import Capacity, CollaborationKind


def settle_confirmation(asked: Cells, present: Cells | None, trusted: bool) -> dict[str, str]:
    """An imported collaboration waits for both to confirm it, unless one restores one's own export."""
    if present is not None:
        return {}
    confirmed = "yes" if trusted else "no"
    return {"confirmed_by_a": confirmed, "confirmed_by_b": confirmed}


TABLES = (
    Table(
        "appointments",
        "ties.Appointment",
        (
            Identifier("id", "package_id", required=True),
            Reference("post_id", "post", required=True, table="posts"),
            Reference("person_id", "person", required=True, table="people"),
            Choice("capacity", required=True, values=tuple(Capacity.values)),
            Date("started"),
            Date("ended"),
            Reference("document_id", "document", table="documents"),
            Reference("end_document_id", "end_document", table="documents", optional=True),
        ),
        spans=(("started", "ended"),),
        sole=Sole(
            per=("post_id",),
            when={"capacity": Capacity.TITULAR.value},
            aside={"started": "9999", "ended": "9999"},
            during=("started", "ended"),
        ),
        personal=True,
    ),
    Table(
        "collaborations",
        "ties.Collaboration",
        (
            Reference("person_a_id", "person_a", required=True, table="people"),
            Reference("person_b_id", "person_b", required=True, table="people"),
            Choice("kind", required=True, values=tuple(CollaborationKind.values)),
            Date("started"),
            Date("ended"),
            Choice("basis", values=tuple(Basis.values), default=Basis.STATED.value),
            Text("about", optional=True),
            Flag("confirmed_by_a", default="no", internal=True),
            Flag("confirmed_by_b", default="no", internal=True),
        ),
        key=("person_a_id", "person_b_id", "kind"),
        spans=(("started", "ended"),),
        distinct=(("person_a_id", "person_b_id"),),
        personal=True,
        settle=settle_confirmation,
    ),
)
