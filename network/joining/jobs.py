"""What time brings to joining."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.vocabulary.jobs import Job

from .affiliations import ask_who_is_due
from .applying import forget_old
from .mails import post


def _forget() -> str:
    number = forget_old(now=timezone.now())
    return ngettext("%(n)s application forgotten", "%(n)s applications forgotten", number) % {"n": number}


def _ask() -> str:
    number = len(ask_who_is_due(today=timezone.localdate()))
    words = ngettext("%(n)s member asked where she works", "%(n)s members asked where they work", number)
    return words % {"n": number}


def _post() -> str:
    return _("%(n)s e-mails of joining left") % {"n": post()}


JOBS = (
    Job(name="mails_of_joining", every="hour", run=_post),
    Job(name="old_applications", every="day", run=_forget),
    Job(name="yearly_affiliations", every="day", run=_ask),
)
