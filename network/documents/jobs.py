"""What time brings to documents: drafts discarded some weeks ago are forgotten for good."""

from django.utils.translation import gettext as _

from network.vocabulary.jobs import Job

from .drafts import forget_discarded


def _run() -> str:
    return _("%(n)s discarded drafts were forgotten") % {"n": forget_discarded()}


JOBS = (Job(name="discarded_drafts", every="day", run=_run),)
