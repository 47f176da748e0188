"""What time brings to imports."""

from django.utils.translation import ngettext

from network.vocabulary.jobs import Job

from .forgetting import forget_old_cells


def _forget() -> str:
    number = forget_old_cells()
    return ngettext("%(n)s row on people forgotten", "%(n)s rows on people forgotten", number) % {"n": number}


JOBS = (Job(name="imported_cells", every="day", run=_forget),)
