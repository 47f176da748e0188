"""Chains: ord. → certificado → resolución → decreto; never in a circle, never through what is hidden."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from network.accounts.viewer import PUBLIC
from network.documents.chains import chain_of
from network.documents.models import Document
from network.documents.queries import visible_to
from network.documents.services import record_document, revise_record
from tests.factories.records import DocumentFactory

pytestmark = pytest.mark.django_db


def recorded(number, **values):
    return record_document(by=None, kind="ord", number=number, subject="Convenio", **values)


def shown(document, visible=None):
    steps = chain_of(document, Document.objects.all() if visible is None else visible)
    return [(s.document.number, [d.number for d in s.answers], [d.number for d in s.follows]) for s in steps]


def test_a_chain_runs_from_the_first_to_the_last_wherever_one_stands_in_it():
    order = recorded("1", issued_on="2020-03-01")
    certificate = recorded("2", issued_on="2020-02", answers=[order])  # a date says less than the relation
    resolution = recorded("3", issued_on="2020-05-01", follows=[certificate])
    decree = recorded("4", issued_on="", follows=[resolution], answers=[order])
    recorded("other")
    for document in (order, certificate, resolution, decree):
        assert shown(document) == [
            ("1", [], []),
            ("2", ["1"], []),
            ("3", [], ["2"]),
            ("4", ["1"], ["3"]),
        ]


def test_a_document_alone_is_no_chain():
    assert shown(recorded("1")) == []


@pytest.mark.parametrize("name", ["answers", "follows"])
def test_a_circle_is_refused_whatever_joins_it(name):
    first = recorded("1")
    second = recorded("2", answers=[first])
    third = recorded("3", follows=[second])
    for later in (first, second, third):
        with pytest.raises(ValidationError) as refused:
            revise_record(document=first, by=None, **{name: [later]})
        assert refused.value.message_dict == {
            name: [f"{later} va después de este documento; no puede ir antes."]
        }
    assert not first.answers.exists()
    assert not first.follows.exists()


def test_what_one_may_not_see_is_not_in_the_chain_and_joins_nothing():
    first = DocumentFactory(number="1")
    hidden = DocumentFactory(number="2", is_public=False)
    last = DocumentFactory(number="3")
    beside = DocumentFactory(number="4")
    hidden.answers.add(first)
    last.answers.add(hidden)
    beside.follows.add(first)
    visible = visible_to(Document.objects.all(), PUBLIC)
    assert shown(first, visible) == [("1", [], []), ("4", [], ["1"])]
    assert shown(last, visible) == []


def test_a_circle_that_a_package_brought_is_shown_and_ends():
    first, second = DocumentFactory(number="1"), DocumentFactory(number="2")
    first.answers.add(second)
    second.answers.add(first)
    assert [number for number, _answers, _follows in shown(first)] == ["2", "1"]


@pytest.mark.parametrize("length", [1, 3, 8])
def test_a_chain_of_any_length_is_read_with_three_queries(django_assert_num_queries, length):
    rows = [DocumentFactory(number=str(n)) for n in range(length + 1)]
    for earlier, later in pairwise(rows):
        later.answers.add(earlier)
    with django_assert_num_queries(3):
        assert len(chain_of(rows[0], Document.objects.all())) == length + 1
