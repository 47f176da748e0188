"""Notices are forgotten: they tell of records that stay where they are."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from .models import Notice, NoticeMail

READ_FOR = dt.timedelta(days=180)
UNREAD_FOR = dt.timedelta(days=365)


def forget_old(now: dt.datetime | None = None) -> int:
    """Those read half a year ago, those of a year ago, and e-mails that carry none any more; how many."""
    now = now or timezone.now()
    old = Q(read_at__lt=now - READ_FOR) | Q(created_at__lt=now - UNREAD_FOR)
    number = Notice.objects.filter(old).delete()[0]
    NoticeMail.objects.filter(notices=None, made_at__lt=now - READ_FOR).delete()
    return number
