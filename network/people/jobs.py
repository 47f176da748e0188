"""What time brings to people's records."""

from django.utils.translation import gettext as _

from network.vocabulary.jobs import Job

from .services import release_member_figure


def _release() -> str:
    figure = release_member_figure()
    if figure is None:
        return _("nothing to release yet")
    return _("%(value)s members, released on %(day)s") % {"value": figure.value, "day": figure.released_on}


JOBS = (Job(name="member_figure", every="month", run=_release),)
