"""What many ask for at once runs once, and what is asked for after it began runs again."""

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from events.tasks import post_of_events
from network.messages.tasks import deliver_mail, enqueue_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def asked() -> list[str]:
    return sorted(DBTaskResult.objects.values_list("task_path", flat=True))


def test_a_task_that_waits_is_not_asked_for_again():
    for task in (deliver_mail, deliver_mail, post_of_events, deliver_mail):
        enqueue_once(task)
    assert asked() == ["events.tasks.post_of_events", "network.messages.tasks.deliver_mail"]


def test_a_task_that_has_begun_may_have_read_the_rows_already_so_another_is_asked_for():
    enqueue_once(deliver_mail)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    enqueue_once(deliver_mail)
    assert asked() == ["network.messages.tasks.deliver_mail"] * 2
