"""A database folds texts as Python does, so that what was typed is compared with the same letters."""

import pytest
from django.db.models import Value

from network.agreements.models import Agreement
from network.vocabulary.folding import Folded, having, joined, typed_words
from network.vocabulary.words import folded
from tests.factories.records import AgreementFactory

pytestmark = pytest.mark.django_db

UGLY = [
    "Ñuñoa",
    "NIÑEZ Y VEJEZ",
    "Año 2026 ½ №7",
    "Cu\u0301cuta",  # typed on a Mac: the accent is a character of its own
    "Straße",
    "Œuvre ﬁnal",
    "100 % \\ _x_",
    "ΑΘΗΝΑ ÅÆØ ŁÓDŹ",
    "",
]


@pytest.mark.parametrize("text", UGLY)
def test_a_database_folds_as_python_does(text: str) -> None:
    AgreementFactory(title=text)
    column, value = (
        Agreement.objects.annotate(a=Folded("title"), b=Folded(Value(text))).values_list("a", "b").get()
    )
    assert (column, value) == (folded(text), folded(text))


def test_what_stands_in_a_pattern_is_a_letter_like_any_other() -> None:
    AgreementFactory(title="cien")
    AgreementFactory(title="100 %")
    found = having(Agreement.objects.all(), ["%"], "title", "objective")
    assert [row.title for row in found] == ["100 %"]


def test_a_missing_part_takes_no_room() -> None:
    AgreementFactory(title="Uno", objective="")
    (whole,) = Agreement.objects.annotate(t=joined("title", "objective")).values_list("t", flat=True)
    assert whole.split() == ["uno"]


def test_of_a_book_that_is_pasted_the_beginning_is_read() -> None:
    assert len(typed_words("a " * 5000 + "\0")) == 60
