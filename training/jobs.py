"""What time brings: e-mails leave, interrupted issues go on, late requests end, superiors are forgotten."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.vocabulary.jobs import Job

from .certificates.issuing import keep_going, unfinished
from .certificates.mails import post as post_certificates
from .late import end_all_late
from .mails import post
from .models import SuperiorConsent

KEPT_DAYS = 30
"""So long after an edition it is kept who consented."""


def forget_superiors() -> int:
    """Their names and addresses, some days after the end or once it is not given; what they said stays."""
    over = timezone.localdate() - dt.timedelta(days=KEPT_DAYS)
    done = Q(enrolment__edition__ends_on__lte=over) | Q(enrolment__edition__state="cancelled")
    rows = SuperiorConsent.objects.filter(done).exclude(name="", post_title="", email="")
    return rows.update(name="", post_title="", email="")


def _post() -> str:
    return _("%(n)s e-mails of trainings left") % {"n": post()}


def _forget() -> str:
    return _("%(n)s superiors forgotten") % {"n": forget_superiors()}


def _late() -> str:
    number = end_all_late()
    words = ngettext(
        "%(n)s request that came too late ended", "%(n)s requests that came too late ended", number
    )
    return words % {"n": number}


def _issue() -> str:
    found = unfinished()
    for run in found:
        keep_going(run=run)
    number = len(found)
    return ngettext("%(n)s issue gone on with", "%(n)s issues gone on with", number) % {"n": number}


def _post_certificates() -> str:
    return _("%(n)s e-mails about certificates left") % {"n": post_certificates()}


JOBS = (
    Job(name="mails_of_trainings", every="hour", run=_post),
    Job(name="training_late", every="hour", run=_late),
    Job(name="training_superiors", every="day", run=_forget),
    Job(name="training_certificates", every="hour", run=_issue),
    Job(name="mails_of_certificates", every="hour", run=_post_certificates),
)
