"""Every task of the queue tells the time of the office, and leaves the time of its thread as it was."""

import pytest
from django.utils import timezone
from django_tasks import task

from network.office.kept import OfficeFacts, facts

pytestmark = pytest.mark.django_db
SEEN = []


@task()
def look() -> None:
    SEEN.append(timezone.get_current_timezone_name())


@task()
def look_within() -> None:
    look.enqueue()
    SEEN.append(timezone.get_current_timezone_name())


@task()
def fail() -> None:
    SEEN.append(timezone.get_current_timezone_name())
    raise RuntimeError


@pytest.mark.parametrize("asked", [look, look_within, fail])
def test_a_task_tells_the_time_of_the_office(asked):
    SEEN.clear()
    facts.hold(OfficeFacts(time_zone="America/Punta_Arenas"))
    with timezone.override("Europe/Madrid"):
        asked.enqueue()
        assert timezone.get_current_timezone_name() == "Europe/Madrid"
    assert set(SEEN) == {"America/Punta_Arenas"}
