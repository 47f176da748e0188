"""What time brings: drafts are published, series go on, offers lapse, e-mails leave, needs are forgotten."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from network.vocabulary.jobs import Job
from network.vocabulary.turns import give_way

from .after.survey import close_over
from .enrolling import expire
from .enums import PlaceState
from .mails import post
from .models import AccessNeed, Event, Registration, SignedSheet
from .planning import publish_planned
from .rules import CONFIRM_HOURS, NEED_DAYS, SHEET_YEARS
from .series import make_all_ahead
from .sheets import forget_sheets


def lapse_late() -> int:
    """Event by event, each under its own lock; how many places lapsed."""
    now = timezone.now()
    unconfirmed = Q(state=PlaceState.PENDING, created_at__lte=now - dt.timedelta(hours=CONFIRM_HOURS))
    late = Registration.objects.filter(Q(state=PlaceState.OFFERED, offered_until__lte=now) | unconfirmed)
    number = 0
    for event in Event.objects.filter(pk__in=late.order_by().values("event")):
        number += expire(event=event)
        give_way()
    return number


def forget_needs() -> int:
    """What was asked for to take part, some days after the event."""
    over = timezone.now() - dt.timedelta(days=NEED_DAYS)
    gone = Q(registration__event__ends_at__lte=over)
    number, _rows = AccessNeed.objects.filter(gone).delete()
    return number


def forget_old_sheets() -> int:
    """Scans of signed lists, some years after the event."""
    over = timezone.now() - dt.timedelta(days=366 * SHEET_YEARS)
    return forget_sheets(SignedSheet.objects.filter(event__ends_at__lte=over).select_related("event"))


def _lapse() -> str:
    return _("%(n)s places lapsed") % {"n": lapse_late()}


def _forget() -> str:
    return _("%(n)s needs forgotten") % {"n": forget_needs()}


def _sheets() -> str:
    return _("%(n)s scans forgotten") % {"n": forget_old_sheets()}


def _close() -> str:
    return _("%(n)s questions about events closed") % {"n": close_over()}


def _post() -> str:
    return _("%(n)s e-mails of events left") % {"n": post()}


def _publish() -> str:
    return _("%(n)s events published") % {"n": publish_planned()}


def _ahead() -> str:
    return _("%(n)s events of series made") % {"n": make_all_ahead()}


JOBS = (
    Job(name="events_planned", every="hour", run=_publish),
    Job(name="event_series", every="day", run=_ahead),
    Job(name="event_places", every="hour", run=_lapse),
    Job(name="mails_of_events", every="hour", run=_post),
    Job(name="event_needs", every="day", run=_forget),
    Job(name="event_sheets", every="day", run=_sheets),
    Job(name="event_surveys", every="day", run=_close),
)
