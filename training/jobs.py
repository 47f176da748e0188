"""What time brings: an interrupted issue of certificates is gone on with, and their e-mails leave."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.vocabulary.jobs import Job

from .certificates.issuing import keep_going, unfinished
from .certificates.mails import post


def _run() -> str:
    found = unfinished()
    for run in found:
        keep_going(run=run)
    number = len(found)
    return ngettext("%(n)s issue gone on with", "%(n)s issues gone on with", number) % {"n": number}


def _post() -> str:
    return _("%(n)s e-mails about certificates left") % {"n": post()}


JOBS = (
    Job(name="training_certificates", every="hour", run=_run),
    Job(name="mails_of_certificates", every="hour", run=_post),
)
