"""What time brings to documents: discarded drafts are forgotten, public versions are made bare."""

from django.utils.translation import gettext as _

from network.vocabulary.jobs import Job

from .bare_versions import make_public_versions_bare
from .drafts import forget_discarded


def _run() -> str:
    return _("%(n)s discarded drafts were forgotten") % {"n": forget_discarded()}


def _make_bare() -> str:
    return make_public_versions_bare().words


JOBS = (
    Job(name="discarded_drafts", every="day", run=_run),
    Job(name="public_versions", every="day", run=_make_bare),
)
