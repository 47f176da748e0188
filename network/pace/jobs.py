"""What time brings: that somebody was slowed is forgotten."""

from django.utils.translation import ngettext

from network.vocabulary.jobs import Job

from .services import forget_old


def _forget() -> str:
    number = forget_old()
    return ngettext("%(n)s slowed account forgotten", "%(n)s slowed accounts forgotten", number) % {
        "n": number
    }


JOBS = (Job(name="pace", every="day", run=_forget),)
