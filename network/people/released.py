"""The released figure of how many belong to the network. `docs/released.md` lists every released figure."""

import datetime as dt

from network.vocabulary.partial_date import in_force_on

from .models import Affiliation, ReleasedFigure

MEMBERS = "members"
_STEP = 10


def rounded_members(on: dt.date) -> int:
    """How many people have an affiliation in force on that day, rounded down to tens.

    Everyone counts once, whatever her visibility and however many affiliations she has, with or
    without an account. 0 stands for any number below ten.
    """
    members = Affiliation.objects.filter(in_force_on(on)).order_by().values("person").distinct().count()
    return members - members % _STEP


def latest_members() -> ReleasedFigure | None:
    """What every page shows: the figure as it was released, never a live count."""
    return ReleasedFigure.objects.filter(name=MEMBERS).first()
