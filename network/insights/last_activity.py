"""A column of the coverage matrix made of what several rooms know: when an institution last did something."""

from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.vocabulary.contributions import contributions
from network.vocabulary.coverage import Activity, Cell, Column, State
from network.vocabulary.partial_date import PartialDate


def last_activity(viewer: Viewer) -> dict[int, Cell]:
    """The latest dated activity begun by today; undated ones only where nothing else is known.

    Of 2020 and 2020-03 the more exact is taken as the later.
    """
    today = timezone.localdate()
    latest: dict[int, Activity] = {}
    undated: dict[int, int] = {}
    for module in contributions("coverage"):
        for one in module.activity(viewer) if hasattr(module, "activity") else ():
            if not one.date:
                undated[one.institution] = undated.get(one.institution, 0) + 1
            elif PartialDate(one.date).first_day <= today:
                best = latest.get(one.institution)
                if best is None or (one.date, one.what) > (best.date, best.what):
                    latest[one.institution] = one
    cells = {institution: _undated(number) for institution, number in undated.items()}
    words = {date: PartialDate(date).words for date in {one.date for one in latest.values()}}
    return cells | {institution: _dated(one, words[one.date]) for institution, one in latest.items()}


def _dated(one: Activity, words: str) -> Cell:
    return Cell(
        State.SOLVED,
        words,
        rank=int(one.date.replace("-", "").ljust(8, "0")),
        facts=(one.what,),
        page=one.page,
    )


def _undated(number: int) -> Cell:
    words = ngettext("%(n)s activity without a date", "%(n)s activities without a date", number)
    return Cell(State.UNKNOWN, words % {"n": number}, number)


def _lacking(number: int) -> str:
    words = ngettext("%(n)s has no activity recorded", "%(n)s have no activity recorded", number)
    return words % {"n": number}


COLUMN = Column(
    name="actividad",
    label=gettext_lazy("Last activity"),
    meaning=gettext_lazy(
        "The latest milestone, training, session attended or signature of an agreement that bears a date."
    ),
    absent=gettext_lazy("Without record"),
    order=70,
    anchor="",
    cells=last_activity,
    lacking=_lacking,
)
