"""What time brings to conversations."""

from django.utils.translation import ngettext

from network.vocabulary.jobs import Job

from .forgetting import forget_old


def _forget() -> str:
    number = forget_old()
    return ngettext("%(n)s old message forgotten", "%(n)s old messages forgotten", number) % {"n": number}


JOBS = (Job(name="relay", every="day", run=_forget),)
