"""The database and the Python rule of partial dates agree, on every pair of a telling set."""

import datetime as dt
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from network.people.models import Affiliation
from network.vocabulary.partial_date import PartialDate, in_force_on
from tests.factories.records import AffiliationFactory, AppointmentFactory, PostFactory

DATES = [
    "",
    "2019",
    "2020",
    "2020-01",
    "2020-02",
    "2020-12",
    "2020-02-01",
    "2020-02-29",
    "2020-12-31",
    "2021",
]


def in_order(start: str, end: str) -> bool:
    return not start or not end or PartialDate(end).last_day >= PartialDate(start).first_day


@pytest.mark.django_db
def test_an_end_before_its_start_is_refused_at_the_precision_that_is_known() -> None:
    template = AffiliationFactory(is_main=False, ended="2000")
    for start, end in product(DATES, DATES):
        row = Affiliation(
            person=template.person, institution=template.institution, is_main=False, started=start, ended=end
        )
        try:
            with transaction.atomic():
                row.save()
            accepted = True
            row.delete()
        except IntegrityError:
            accepted = False
        assert accepted == in_order(start, end), (start, end)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "day", [dt.date(2019, 12, 31), dt.date(2020, 1, 1), dt.date(2020, 2, 15), dt.date(2020, 12, 31)]
)
def test_a_row_is_in_force_from_its_first_possible_day_to_its_last(day: dt.date) -> None:
    pairs = [pair for pair in product(DATES, DATES) if in_order(*pair)]
    for start, end in pairs:
        AffiliationFactory(started=start, ended=end, is_main=False)
    expected = sorted(
        (start, end)
        for start, end in pairs
        if (not start or PartialDate(start).first_day <= day)
        and (not end or PartialDate(end).last_day >= day)
    )
    found = Affiliation.objects.filter(in_force_on(day)).values_list("started", "ended")
    assert sorted((str(start), str(end)) for start, end in found) == expected


@pytest.mark.django_db
def test_a_post_has_one_current_titular_and_any_other_capacity_beside_her() -> None:
    post = PostFactory()
    AppointmentFactory(post=post, started="2015", ended="2019")
    AppointmentFactory(post=post, started="2020")
    for capacity in ("suplente", "subrogante", "interina", "encargada_de_despacho"):
        AppointmentFactory(post=post, capacity=capacity)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory(post=post, started="2021")
