"""The code of the moment: in its time, once for each place, from whoever is enrolled alone."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.attending import note_oneself
from events.codes import code_at
from events.enums import MarkedBy
from events.links import place_token
from events.models import Presence, Registration
from network.accounts.enums import Role
from tests.factories.events import EventFactory, RegistrationFactory

from .test_attending import LogIn, marks, on_the_day, seated
from .test_line import enrolled, member

pytestmark = pytest.mark.django_db


def test_the_code_of_the_moment_is_taken_once_in_its_time_and_for_a_step_more() -> None:
    event = on_the_day(EventFactory())
    with time_machine.travel(timezone.now(), tick=False) as clock:
        row, other = (RegistrationFactory(event=event, turn=n) for n in (1, 2))
        for one in (row, other):
            seated(one)
        code = code_at(event, timezone.now())
        assert note_oneself(place=row, code=f"{code[:3]} {code[3:]}") is True
        assert note_oneself(place=row, code=code) is False
        assert marks(row) == [("present", MarkedBy.OWN)]
        clock.shift(60)
        assert note_oneself(place=other, code=code) is True
        assert code_at(event, timezone.now()) != code
        third = RegistrationFactory(event=event, turn=3)
        seated(third)
        clock.shift(60)
        with pytest.raises(ValidationError, match="momento"):
            note_oneself(place=third, code=code)
        with pytest.raises(IntegrityError, match=r"own_code|registration"), transaction.atomic():
            Presence.objects.create(registration=row, state="present", at=timezone.now(), way=MarkedBy.OWN)


@pytest.mark.parametrize("minutes", [-1, 121])
def test_the_code_is_not_taken_out_of_the_time(minutes: int) -> None:
    event = on_the_day(EventFactory(), minutes)
    row = RegistrationFactory(event=event)
    seated(row)
    with pytest.raises(ValidationError, match="mientras dura"):
        note_oneself(place=row, code=code_at(event, timezone.now()))


@pytest.mark.parametrize("state", ["waiting", "cancelled", "visitor"])
def test_the_code_is_not_taken_from_somebody_who_is_not_enrolled(state: str) -> None:
    event = on_the_day(EventFactory())
    born = {"state": state, "turn": None} if state == "visitor" else {}
    row = RegistrationFactory(event=event, **born)
    if state == "cancelled":
        Registration.objects.filter(pk=row.pk).update(state=state)
    with pytest.raises(ValidationError, match="confirmado"):
        note_oneself(place=row, code=code_at(event, timezone.now()))


def test_the_code_of_another_event_is_none_of_this_one() -> None:
    now = timezone.now()
    codes = {code_at(EventFactory(), now) for _one in range(5)}
    assert len(codes) > 1


def test_who_types_too_many_wrong_codes_waits(log_in: LogIn) -> None:
    event, person = EventFactory(), member()
    row = enrolled(event, person)
    on_the_day(event)
    link, client = reverse("event_place", args=[place_token(row.uid)]), Client()
    right = code_at(event, timezone.now())
    wrong = "000000" if right != "000000" else "111111"
    said = [client.post(link, {"deed": "code", "code": wrong}).status_code for _try in range(7)]
    assert said == [200] * 6 + [429]
    assert client.post(link, {"deed": "code", "code": right}).status_code == 429
    assert Presence.objects.count() == 0


def test_she_types_the_code_on_her_own_page_and_is_not_asked_again() -> None:
    event, person = EventFactory(seats_online=5), member()
    row = enrolled(event, person, pool="online")
    on_the_day(event)
    link, client = reverse("event_place", args=[place_token(row.uid)]), Client()
    assert 'name="code"' in client.get(link).content.decode()
    client.post(link, {"deed": "code", "code": code_at(event, timezone.now())})
    assert marks(row) == [("present", "own")]
    assert 'name="code"' not in client.get(link).content.decode()
    assert "<svg" not in client.get(link).content.decode()  # there is no door to come to


def test_the_screen_shows_the_code_to_whoever_runs_it_while_it_lasts(log_in: LogIn) -> None:
    event = EventFactory()
    there = reverse("desk_event_moment", args=[event.package_id])
    client = log_in(Role.COORDINATOR)
    assert "moment-code" not in client.get(there).content.decode()
    on_the_day(event)
    code = code_at(event, timezone.now())
    answer = client.get(there, HTTP_HX_REQUEST="true")
    assert f"{code[:3]} {code[3:]}" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert log_in(user=member().account).get(there).status_code == 404
