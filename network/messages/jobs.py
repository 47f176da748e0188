"""What time brings to the outbox: e-mails whose sending failed or was interrupted are tried again."""

from django.utils.translation import gettext as _

from network.vocabulary.jobs import Job

from .sending import deliver_waiting


def _run() -> str:
    return _("%(n)s e-mails left the outbox") % {"n": deliver_waiting()}


JOBS = (Job(name="outbox", every="hour", run=_run),)
