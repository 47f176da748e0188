"""Tasks of the queue tell the time of the office, as pages do: a day noted at night is the office's day."""

from typing import Any

from asgiref.local import Local
from django.dispatch import receiver
from django.utils import timezone
from django_tasks.signals import task_finished, task_started

from .kept import facts

_held = Local()  # the overrides of this thread, outermost first: a task may run within a request


@receiver(task_started)
def tell_office_time(sender: Any, **kwargs: Any) -> None:
    """For every task, whoever wrote it."""
    override = timezone.override(facts().time_zone or None)
    override.__enter__()
    _held.stack = [*getattr(_held, "stack", ()), override]


@receiver(task_finished)
def tell_time_as_before(sender: Any, **kwargs: Any) -> None:
    if stack := getattr(_held, "stack", ()):
        _held.stack = stack[:-1]
        stack[-1].__exit__(None, None, None)
