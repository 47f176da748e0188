"""What a step on the path takes, and how conditions are counted. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.institutions.enums import Stage

from .enums import Answer, Condition


def is_advance(now: str, to: str) -> bool:
    return Stage.values.index(to) > Stage.values.index(now)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the five conditions are met, met in part, not met; the rest is not known."""

    met: int
    partly: int
    unmet: int

    @property
    def known(self) -> int:
        return self.met + self.partly + self.unmet

    @property
    def words(self) -> str:
        """As in "3 de 5 condiciones cumplidas; 1 en parte; 1 sin dato"."""
        if not self.known:
            return _("no data on the five conditions")
        total = len(Condition)
        found = [_("%(n)s of %(total)s conditions met") % {"n": self.met, "total": total}]
        if self.partly:
            found.append(_("%(n)s in part") % {"n": self.partly})
        if unknown := total - self.known:
            found.append(_("%(n)s without data") % {"n": unknown})
        return "; ".join(found)


def tally(answers: Iterable[str]) -> Tally:
    found = list(answers)
    return Tally(found.count(Answer.YES), found.count(Answer.PARTLY), found.count(Answer.NO))


def middle_of(peers: Iterable[Tally]) -> tuple[float, int] | None:
    """The median of the conditions met among peers of whom anything is known, and how many those are."""
    known = [peer.met for peer in peers if peer.known]
    return (median(known), len(known)) if known else None


def middle_words(middle: tuple[float, int] | None) -> str:
    if middle is None:
        return _("No other mechanism of its kind has data on the conditions yet.")
    value, number = middle
    words = ngettext(
        "%(n)s other mechanism of its kind has data: the median is %(median)s of %(total)s conditions met.",
        "%(n)s other mechanisms of its kind have data: the median is %(median)s of %(total)s conditions met.",
        number,
    )
    return words % {"n": number, "median": f"{value:g}".replace(".", ","), "total": len(Condition)}
