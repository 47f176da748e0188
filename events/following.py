"""What follows in a room above when a place changes: its module `after_place.py`.

It exposes `after_place(place)`, called in the transaction of every change under the lock on the event, which
may refuse it (ValidationError); `before_cancelling(event)`, which may refuse that too; and
`also_said(place) -> list[str]`, what is said of a place beside its event: in its e-mails and on its page.
They are asked of the events that are lent to such a room alone (lent.py): most are not.
"""

from types import ModuleType

from network.vocabulary.contributions import contributions

from .models import Event, Registration


def place_changed(place: Registration) -> None:
    for module in _above(place.event):
        module.after_place(place)


def refuse_cancelling(event: Event) -> None:
    for module in _above(event):
        module.before_cancelling(event)


def also_said(place: Registration) -> list[str]:
    return [text for module in _above(place.event) for text in module.also_said(place)]


def _above(event: Event) -> tuple[ModuleType, ...]:
    return contributions("after_place") if event.is_lent else ()
