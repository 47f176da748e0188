"""A rule of completion as lines of a form, all of which have to hold; and back. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ..completion import Rule, validate_rule


class LineKind(TextChoices):
    REQUIRED = "required", pgettext_lazy("rule", "All that is required, of every module")
    EACH = "each", pgettext_lazy("rule", "Each of those chosen")
    SOME = "some", pgettext_lazy("rule", "At least so many of those chosen")
    ATTENDANCE = "attendance", pgettext_lazy("rule", "Attendance of at least so many percent")


@dataclass(frozen=True, slots=True)
class Line:
    """`of` are codes of modules, contents and works; `number` is how many of them, or percent."""

    kind: str
    number: int | None = None
    of: tuple[str, ...] = ()


def to_rule(lines: Sequence[Line | None], modules: Iterable[str]) -> Rule:
    """The rule that they say together; None is an empty line. Raises ValidationError, which says in which."""
    whole = list(modules)
    parts: list[dict[str, Any]] = []
    problems: list[str] = []
    for place, line in enumerate(lines, 1):
        try:
            parts += _parts(line, whole) if line is not None else []
        except ValidationError as error:
            told = _("Line %(number)s: %(problem)s")
            problems += [told % {"number": place, "problem": text} for text in error.messages]
    if problems:
        raise ValidationError(problems)
    if not parts:
        raise ValidationError(_("Say at least one thing that has to be done."))
    if parts == [{"module": code} for code in whole]:
        return {}
    rule: dict[str, Any] = parts[0] if len(parts) == 1 else {"all": parts}
    validate_rule(rule)
    return rule


def to_lines(rule: Rule, modules: Iterable[str]) -> list[Line]:
    """The lines that say it. Raises ValueError for a rule that lines cannot say."""
    whole = [{"module": code} for code in modules]
    parts: list[dict[str, Any]] = list(rule.get("all", [rule])) if rule else [*whole]
    found: list[Line] = []
    if whole and all(one in parts for one in whole):
        found.append(Line(LineKind.REQUIRED))
        parts = [one for one in parts if one not in whole]
    each = tuple(_leaf(one) for one in parts if _is_leaf(one))
    if each:
        found.append(Line(LineKind.EACH, None, each))
    for one in parts:
        if "attendance" in one:
            of = (one["of"],) if one.get("of") else ()
            found.append(Line(LineKind.ATTENDANCE, round(one["attendance"]), of))
        elif "some" in one:
            if not all(_is_leaf(part) for part in one["some"]):
                raise ValueError(rule)
            found.append(Line(LineKind.SOME, one["number"], tuple(_leaf(part) for part in one["some"])))
        elif not _is_leaf(one):
            raise ValueError(rule)
    return found


def with_module(rule: Rule, code: str, before: Sequence[str]) -> Rule:
    """The rule once a module was added: where it asked for all of them, it asks for that one too."""
    whole = [{"module": one} for one in before]
    parts = rule.get("all", [])
    if not rule or not whole or not all(one in parts for one in whole):
        return rule
    return {"all": [*parts, {"module": code}]}


def renamed(rule: Rule, names: Mapping[str, str]) -> Rule:
    """The rule once what it names has other codes. Of a module those of all its parts change with it."""
    found: dict[str, Any] = {}
    for key, said in rule.items():
        if key in ("all", "some"):
            found[key] = [renamed(one, names) for one in said]
        elif isinstance(said, str):
            module, dot, part = said.partition(".")
            found[key] = names.get(said) or names.get(module, module) + dot + part
        else:
            found[key] = said
    return found


def _parts(line: Line, modules: list[str]) -> list[dict[str, Any]]:
    if line.kind == LineKind.REQUIRED:
        return [{"module": code} for code in modules]
    if line.kind == LineKind.ATTENDANCE:
        if line.number is None or not 0 < line.number <= 100:
            raise ValidationError(_("write from 1 to 100 percent."))
        if len(line.of) > 1:
            raise ValidationError(_("choose one module or content, or none for the whole training."))
        if any(".w" in code for code in line.of):
            raise ValidationError(_("one attends a module or a content, not a work."))
        return [{"attendance": line.number} | ({"of": line.of[0]} if line.of else {})]
    if not line.of:
        raise ValidationError(_("choose the modules, contents or works of which it speaks."))
    leaves = [leaf_of(code) for code in line.of]
    if line.kind == LineKind.EACH:
        return leaves
    if line.number is None or not 0 < line.number <= len(leaves):
        raise ValidationError(_("write how many: at least one, and no more than those chosen."))
    return [{"some": leaves, "number": line.number}]


def leaf_of(code: str) -> dict[str, str]:
    """The rule that asks for what has that code."""
    return {"unit" if ".u" in code else "work" if ".w" in code else "module": code}


def _is_leaf(one: Mapping[str, Any]) -> bool:
    return len(one) == 1 and next(iter(one)) in ("unit", "work", "module")


def _leaf(one: Mapping[str, Any]) -> str:
    return str(next(iter(one.values())))
