"""What time brings to groups: acuerdos that fall due are told."""

from django.utils import timezone
from django.utils.translation import gettext as _

from network.vocabulary.jobs import Job

from .due_told import tell_due


def _tell() -> str:
    return _("%(n)s acuerdos that fall due told") % {"n": tell_due(timezone.localdate())}


JOBS = (Job(name="due_acuerdos", every="day", run=_tell),)
