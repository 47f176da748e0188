"""What a version asks for, in plain words. Its modules come with units and works (`queries.with_matter`)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..completion import Rule
from ..models import CurriculumVersion, Module


def names_of(version: CurriculumVersion) -> dict[str, str]:
    """Its modules, contents and works as one calls them, by their codes."""
    found: dict[str, str] = {}
    for module in version.modules.all():
        found[module.code] = _("module %(module)s") % {"module": module}
        for unit in module.units.all():
            found[unit.code] = _("the content “%(title)s”") % {"title": unit.content}
        for work in module.assignments.all():
            found[work.code] = _("the work “%(title)s”") % {"title": work.title}
    return found


def rule_words(version: CurriculumVersion) -> list[str]:
    """Its rule, one sentence for each thing that has to hold."""
    names, rule = names_of(version), version.rule
    parts = rule.get("all", [rule])
    whole = [{"module": module.code} for module in version.modules.all()]
    found = []
    if not rule or (whole and all(one in parts for one in whole)):
        found.append(_("All that is required in every module."))
        parts = [one for one in parts if one and one not in whole]
    return found + [_sentence(part, names) for part in parts]


def part_words(rule: Rule, names: Mapping[str, str]) -> str:
    """One part of a rule, to stand within a sentence; `names` as `names_of` gives them."""
    if "attendance" in rule:
        told = {"share": f"{rule['attendance']:g}", "of": names.get(rule.get("of", ""), "")}
        if rule.get("of"):
            return _("attendance of at least %(share)s %% in %(of)s") % told
        return _("attendance of at least %(share)s %% of the whole training") % told
    if "some" in rule:
        of = "; ".join(part_words(part, names) for part in rule["some"])
        return _("at least %(number)s of these: %(of)s") % {"number": rule["number"], "of": of}
    if "all" in rule:
        return "; ".join(part_words(part, names) for part in rule["all"])
    if "module" in rule:
        return _("what is required in %(module)s") % {"module": _name(rule["module"], names)}
    if "work" in rule:
        return _("%(work)s, approved") % {"work": _name(rule["work"], names)}
    if "unit" in rule:
        return _name(rule["unit"], names)
    return _("all that is required in every module")


def hours_words(hours: Decimal | int | float) -> str:
    """How long it takes, without idle decimals."""
    whole = Decimal(hours).normalize()
    told = number_format(whole, decimal_pos=max(0, -int(whole.as_tuple().exponent)))
    return ngettext("%(n)s hour", "%(n)s hours", 1 if whole == 1 else 2) % {"n": told}


def hours_of(version: CurriculumVersion) -> Decimal:
    return sum((module_hours(module) for module in version.modules.all()), Decimal())


def module_hours(module: Module) -> Decimal:
    return sum((unit.hours for unit in module.units.all()), Decimal())


def _name(code: str, names: Mapping[str, Any]) -> str:
    return str(names.get(code) or _("something that this version does not have"))


def _sentence(rule: Rule, names: Mapping[str, str]) -> str:
    return f"{capfirst(part_words(rule, names))}."
