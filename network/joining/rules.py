"""How long what is written to join is kept, and how long an invitation opens."""

import datetime as dt

from django.db.models import Q

from .enums import ApplicationState

ABOUT = "application"  # how a mailing says that it is about one
UNCONFIRMED_DAYS = 7
DECLINED_DAYS = 182
ACCEPTED_DAYS = 365
INVITATION_DAYS = 30


def forgotten_by(now: dt.datetime) -> Q:
    """The applications whose time is over: the privacy notice promises these spans."""

    def before(days: int) -> dt.datetime:
        return now - dt.timedelta(days=days)

    return (
        Q(state=ApplicationState.UNCONFIRMED, created_at__lt=before(UNCONFIRMED_DAYS))
        | Q(state=ApplicationState.DECLINED, decided_at__lt=before(DECLINED_DAYS))
        | Q(state=ApplicationState.ACCEPTED, decided_at__lt=before(ACCEPTED_DAYS))
    )
