"""The tables of the path of mechanisms. What is not marked public is told to coordinators only."""

from network.institutions.enums import Aspect, Stage
from network.vocabulary.package import Choice, Date, Flag, Identifier, Reference, Table, Text

from .enums import Answer, Condition, Presence

_EVIDENCE = (
    Text("evidence"),
    Reference("document_id", "document", table="documents"),
    Date("on"),
)
_PUBLICATION = Flag("publication", "is_public", yes="public", no="internal", default="public", optional=True)
_MECHANISM = Reference("mechanism_id", "mechanism", required=True, table="mechanisms")

TABLES = (
    Table(
        "stage_changes",
        "consolidation.StageChange",
        (
            Identifier("id", "package_id", required=True),
            _MECHANISM,
            Choice("stage", required=True, values=tuple(Stage.values)),
            Text("evidence", required=True),
            Reference("document_id", "document", table="documents"),
            Date("on", required=True),
            _PUBLICATION,
        ),
        only_if_filled=True,
    ),
    Table(
        "mechanism_conditions",
        "consolidation.ConditionFinding",
        (
            _MECHANISM,
            Choice("condition", required=True, values=tuple(Condition.values)),
            Choice("answer", required=True, values=tuple(Answer.values)),
            *_EVIDENCE,
            _PUBLICATION,
        ),
        key=("mechanism_id", "condition"),
        only_if_filled=True,
    ),
    Table(
        "mechanism_items",
        "consolidation.ItemFinding",
        (
            _MECHANISM,
            Choice("aspect", required=True, values=tuple(Aspect.values)),
            Text("text", required=True),
            Choice("presence", required=True, values=tuple(Presence.values)),
            *_EVIDENCE,
            _PUBLICATION,
        ),
        key=("mechanism_id", "aspect", "text"),
        only_if_filled=True,
    ),
)
