"""What follows when a message of the office left: a notice to partners is recorded."""

from collections.abc import Sequence

from django.utils import timezone

from network.messages.enums import Form
from network.messages.models import Outgoing

from .partners import notice_left


def after_departure(messages: Sequence[Outgoing], form: str) -> None:
    """By e-mail alone: a text that was copied and a letter that was printed are not handed over yet."""
    if form == Form.EMAIL:
        notice_left(messages, timezone.localdate())
