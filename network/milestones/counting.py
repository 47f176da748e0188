"""Milestones counted by theme. A number is added to those that count the same as exactly, to no other."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.vocabulary.enums import CountOf, Qualifier

from .models import PARTS, Milestone
from .rules import parts_words

MINUTES = "minutes"


@dataclass(slots=True)
class Counted:
    """One kind of number of one theme: of how many actions, and the parts of those that give them."""

    count_of: str
    qualifier: str
    actions: int = 0
    total: int = 0
    parts: dict[str, int | None] = field(default_factory=lambda: dict.fromkeys(PARTS))
    missing: int = 0  # of whom nobody said which

    @property
    def label(self) -> str:
        if self.count_of == MINUTES:
            return _("minutes of advice")
        label = str(CountOf(self.count_of).label) if self.count_of else _("people, of unstated kind")
        return label if self.qualifier else _("%(what)s (exactness not stated)") % {"what": label}

    @property
    def parts_words(self) -> str:
        return parts_words(self.parts, self.missing)


@dataclass(slots=True)
class ThemeCounted:
    label: str
    actions: int = 0
    without_number: int = 0
    by_kind: dict[tuple[str, str], Counted] = field(default_factory=dict)

    @property
    def numbers(self) -> list[Counted]:
        kinds = {code: place for place, code in enumerate((*CountOf.values, "", MINUTES))}
        order = {code: place for place, code in enumerate((*Qualifier.values, ""))}
        return sorted(self.by_kind.values(), key=lambda one: (kinds[one.count_of], order[one.qualifier]))


def by_theme(milestones: QuerySet[Milestone]) -> list[ThemeCounted]:
    """By the label of the theme. One query."""
    english = (get_language() or "es").startswith("en")
    label = "theme__label_en" if english else "theme__label_es"
    names = (label, "participants", "count_of", "qualifier", *PARTS, "minutes", "minutes_qualifier")
    found: dict[str, ThemeCounted] = {}
    for values in milestones.order_by().values(*names):
        theme = found.setdefault(values[label], ThemeCounted(values[label]))
        theme.actions += 1
        if values["participants"] is None:
            theme.without_number += 1
        else:
            _add(theme, values["count_of"], values["qualifier"], values["participants"], values)
        if values["minutes"] is not None:
            _add(theme, MINUTES, values["minutes_qualifier"], values["minutes"], {})
    return [found[name] for name in sorted(found)]


def _add(theme: ThemeCounted, count_of: str, qualifier: str, number: int, values: dict[str, Any]) -> None:
    pair = (count_of, qualifier)
    one = theme.by_kind.setdefault(pair, Counted(*pair))
    one.actions += 1
    one.total += number
    given = [part for part in PARTS if values.get(part) is not None]
    for part in given:
        one.parts[part] = (one.parts[part] or 0) + values[part]
    missing = number - sum(values[part] for part in given) if values else 0
    if missing > 0:
        one.missing += missing
