"""What time brings: an issue of certificates that was interrupted is gone on with."""

from django.utils.translation import ngettext

from network.vocabulary.jobs import Job

from .certificates.issuing import keep_going, unfinished


def _run() -> str:
    found = unfinished()
    for run in found:
        keep_going(run=run)
    number = len(found)
    return ngettext("%(n)s issue gone on with", "%(n)s issues gone on with", number) % {"n": number}


JOBS = (Job(name="training_certificates", every="hour", run=_run),)
