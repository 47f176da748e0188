"""What time brings to papers made in the background: they are forgotten."""

from django.utils.translation import ngettext

from network.vocabulary.jobs import Job

from .services import forget_old


def _run() -> str:
    number = forget_old()
    return ngettext("%(n)s file of papers forgotten", "%(n)s files of papers forgotten", number) % {
        "n": number
    }


JOBS = (Job(name="printings", every="day", run=_run),)
