"""Conversations are not an archive."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from .enums import ReportState
from .models import Conversation, Message, Report
from .rules import KEPT_FOR


def forget_old(now: dt.datetime | None = None) -> int:
    """Messages of a year ago, unless a report shows them; reports closed a year ago whose measure is over.

    Returns how many messages went.
    """
    now = now or timezone.now()
    over = Q(suspended_until=None) | Q(suspended_until__lt=timezone.localdate(now))
    Report.objects.filter(over, state=ReportState.CLOSED, closed_at__lt=now - KEPT_FOR).delete()
    number = Message.objects.filter(sent_at__lt=now - KEPT_FOR, reports=None).delete()[0]
    Conversation.objects.filter(messages=None, started_at__lt=now - KEPT_FOR).delete()
    return number
