"""The tables of the curriculum and of trainings that were reported as given."""

from network.vocabulary.enums import CountOf, Qualifier
from network.vocabulary.package import (
    Choice,
    Date,
    Identifier,
    Kind,
    Reference,
    References,
    Table,
    Territories,
    Text,
    Whole,
)

from .enums import Modality

TABLES = (
    Table(
        "trainings",
        "training.GivenTraining",
        (
            Identifier("id", "package_id", required=True),
            Text("title", required=True),
            Kind("kind", required=True, vocabulary="training_kind"),
            References("provider_ids", "providers", table="institutions"),
            Text("audience"),
            Reference("audience_institution_id", "audience_institution", table="institutions"),
            Whole("participants"),
            Choice("count_of", values=tuple(CountOf.values)),
            Whole("women"),
            Whole("men"),
            Choice("qualifier", values=tuple(Qualifier.values)),
            Date("started"),
            Date("ended"),
            Choice("modality", values=tuple(Modality.values)),
            Reference("theme", required=True, table="themes"),
            Territories("territory", "territories", required=True),
        ),
        spans=(("started", "ended"),),
    ),
    Table(
        "curriculum",
        "training.CurriculumContent",
        (
            Whole("order", required=True),
            Text("title_es", required=True),
            Text("title_en", required=True),
        ),
        key=("order",),
    ),
)
