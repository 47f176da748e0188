"""Which rights each country names, and within how many days: originals that the office may change.

They are a start for whoever answers for law in the office, who marks each as reviewed on its page.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .enums import Days, Right


@dataclass(frozen=True, slots=True)
class Term:
    """How a right is called there, the days to answer, to carry it out, and of the one extension."""

    right: Right
    label: Any
    answer_days: int
    effect_days: int
    extension_days: int
    counted: Days
    legal_basis: Any
    is_reviewed: bool = False


_MX = _(
    "Mexico, protection of personal data held by public bodies (ARCO rights): an answer within twenty "
    "working days, once longer by ten; carried out within fifteen working days after it."
)
_CL = _(
    "Chile, Law 19.628 as amended by Law 21.719: an answer within thirty calendar days, once longer by "
    "thirty."
)


def _mexico(right: Right, label: Any) -> Term:
    return Term(right, label, 20, 15, 10, Days.WORKING, _MX)


def _chile(right: Right, label: Any) -> Term:
    return Term(right, label, 30, 0, 30, Days.CALENDAR, _CL)


DEADLINES: dict[str, tuple[Term, ...]] = {
    "MX": (
        _mexico(Right.ACCESS, pgettext_lazy("right", "Access")),
        _mexico(Right.RECTIFICATION, pgettext_lazy("right", "Rectification")),
        _mexico(Right.ERASURE, pgettext_lazy("right in Mexico", "Cancellation")),
        _mexico(Right.OPPOSITION, pgettext_lazy("right", "Opposition")),
        _mexico(Right.BLOCKING, pgettext_lazy("right", "Blocking")),
    ),
    "CL": (
        _chile(Right.ACCESS, pgettext_lazy("right", "Access")),
        _chile(Right.RECTIFICATION, pgettext_lazy("right", "Rectification")),
        _chile(Right.ERASURE, pgettext_lazy("right in Chile", "Suppression")),
        _chile(Right.OPPOSITION, pgettext_lazy("right", "Opposition")),
        _chile(Right.PORTABILITY, pgettext_lazy("right", "Portability")),
        _chile(Right.BLOCKING, pgettext_lazy("right", "Blocking")),
    ),
}
