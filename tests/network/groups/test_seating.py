"""Founding and correcting a group, and its seats: what is kept, what is refused, what the journal says."""

import pytest
from django.core.exceptions import ValidationError

from network.groups.enums import SeatRole
from network.groups.models import Group, Seat
from network.groups.seating import (
    GroupParticulars,
    SeatParticulars,
    correct_group,
    correct_seat,
    found_group,
    remove_seat,
    seat_all,
    seat_person,
)
from network.journal.models import Entry
from tests.factories.records import (
    GroupFactory,
    InstitutionFactory,
    PersonFactory,
    SeatFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


def says(**changed):
    values = {"name": "Mesa  contra la violencia", "kind": "mesa", "territories": (TerritoryFactory(),)}
    return GroupParticulars(**{**values, **changed})


def test_a_group_is_founded_with_its_lead_and_its_first_seats_each_once():
    lead, other = InstitutionFactory(), InstitutionFactory()
    group = found_group(says=says(lead_institution=lead), seated=[other, lead, other], by=None)
    assert group.name == "Mesa contra la violencia"
    assert not group.is_public
    assert list(group.seats.values_list("institution", "role", "basis")) == [
        (lead.pk, "lead", "stated"),
        (other.pk, "member", "stated"),
    ]


def test_a_group_without_a_place_is_refused_and_nothing_is_written():
    with pytest.raises(ValidationError) as refused:
        found_group(says=says(territories=()), by=None)
    assert list(refused.value.error_dict) == ["territories"]
    assert not Group.objects.exists()


def test_a_correction_keeps_in_the_journal_what_it_said_before():
    group = found_group(says=says(), by=None)
    correct_group(group=group, says=says(frequency="cada mes"), by=None)
    entry = Entry.objects.get(verb="correct_group")
    assert (entry.before, entry.after) == ({"frequency": ""}, {"frequency": "cada mes"})
    correct_group(group=group, says=says(frequency="cada mes"), by=None)
    assert Entry.objects.filter(verb="correct_group").count() == 1


def test_whoever_is_seated_already_keeps_the_seat_as_it_is():
    seat = SeatFactory(role="secretariat", started="2019")
    other = InstitutionFactory()
    new = seat_all(
        group=seat.group,
        institutions=[seat.institution, other],
        says=SeatParticulars(role=SeatRole.GUEST, started="2024-05"),
        by=None,
    )
    assert new == 1
    seat.refresh_from_db()
    assert (seat.role, seat.started) == ("secretariat", "2019")
    assert Seat.objects.get(institution=other).started == "2024-05"


def test_all_are_seated_or_none():
    group = GroupFactory()
    with pytest.raises(ValidationError):
        seat_all(
            group=group,
            institutions=[InstitutionFactory()],
            says=SeatParticulars(started="2024", ended="2023"),
            by=None,
        )
    assert not group.seats.exists()


def test_a_seat_ends_on_a_date_and_one_that_never_was_goes_with_its_reason():
    seat, mistake = SeatFactory(started="2019"), SeatFactory()
    correct_seat(seat=seat, says=SeatParticulars(started="2019", ended="2024"), by=None)
    seat.refresh_from_db()
    assert seat.ended == "2024"
    with pytest.raises(ValidationError):
        remove_seat(seat=mistake, reason=" ", by=None)
    remove_seat(seat=mistake, reason="Era otra dirección.", by=None)
    assert not Seat.objects.filter(pk=mistake.pk).exists()
    assert Entry.objects.get(verb="remove_seat").subject_uid == mistake.group.uid


def test_the_journal_never_keeps_the_name_of_whoever_sits_for_an_institution():
    seat, person = SeatFactory(), PersonFactory(name="Quimera Reservada")
    seat_person(
        group=seat.group, institution=seat.institution, person=person, says=SeatParticulars(), by=None
    )
    entry = Entry.objects.get(verb="seat_person")
    assert entry.after["person"] == str(person.uid)
    assert "Quimera" not in str(entry.after)
    with pytest.raises(ValidationError):
        seat_person(
            group=seat.group, institution=seat.institution, person=person, says=SeatParticulars(), by=None
        )
