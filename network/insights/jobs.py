"""What time brings to the map: what a first visit asks for is computed before anyone comes."""

from django.utils.translation import gettext as _

from network.vocabulary.jobs import Job

from .ready import keep_ready


def _run() -> str:
    return _("places of %(n)s institutions ready") % {"n": keep_ready()}


JOBS = (Job(name="map", every="day", run=_run),)
