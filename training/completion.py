"""When a training is completed: rules that compose, and how far somebody is with each. No queries here.

A rule is plain data, one of

    {"all": [rule, …]}                      every one of them
    {"some": [rule, …], "number": 2}        at least so many of them
    {"unit": "m1.u2"}                       that content is done
    {"work": "m1.w1"}                       that work is approved
    {"module": "m1"}                        all that is required in that module
    {"attendance": 80, "of": "m1"}          that share of the hours of its sessions, in percent; without
                                            "of", of the whole edition
    {}                                      all that is required, of every module

where the codes are those of `Module`, `Unit` and `Assignment`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

Rule = Mapping[str, Any]
LEAVES = ("unit", "work", "module", "attendance")
DEPTH, WIDTH = 4, 40


class Step(StrEnum):
    """How far somebody is with one rule."""

    DONE = "done"
    OPEN = "open"  # it can still be done
    MISSED = "missed"  # it cannot any more


@dataclass(frozen=True, slots=True)
class Part:
    """What one version asks for, by its code. `is_required` where the rule does not name it."""

    code: str
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """One session: what it taught, its length in hours, and how she stood.

    `came` is None while it is to come, or nobody took its attendance. An excused absence is none of her
    hours, and none of those she is asked for.
    """

    module: str
    units: tuple[str, ...]
    hours: float
    came: bool | None
    is_excused: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one learner in one edition. `share` makes a taught content done, in percent."""

    units: tuple[Part, ...]
    works: tuple[Part, ...]
    done: frozenset[str] = frozenset()  # units that were marked, imported or count by an equivalence
    approved: frozenset[str] = frozenset()  # works
    sessions: tuple[Held, ...] = ()
    share: int = 80
    is_over: bool = False  # nothing more is marked or handed in


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist. `kind` is that of the rule, `code` what it names; `has` and `asks` are
    counts, or percentages of attendance (None where no hour was held yet)."""

    kind: str
    code: str
    step: Step
    parts: tuple["Check", ...] = ()
    has: float | None = None
    asks: float | None = None


def checked(rule: Rule, facts: Facts) -> Check:
    """How far she is with a valid rule. Raises KeyError where it names what the version does not have."""
    if not rule:
        return _all("all", "", [_module(code, facts) for code in modules_of(facts)])
    if "all" in rule:
        return _all("all", "", [checked(one, facts) for one in rule["all"]])
    if "some" in rule:
        return _some([checked(one, facts) for one in rule["some"]], int(rule["number"]))
    if "unit" in rule:
        return _unit(rule["unit"], facts)
    if "work" in rule:
        return _work(rule["work"], facts)
    if "module" in rule:
        return _module(rule["module"], facts)
    return _attendance(float(rule["attendance"]), str(rule.get("of", "")), facts)


def units_done(facts: Facts) -> frozenset[str]:
    """The codes of the contents that she has done, by a mark or because she was there."""
    return facts.done | {part.code for part in facts.units if _was_taught(part.code, facts)}


def attendance(facts: Facts, of: str = "") -> float | None:
    """Her share of the hours that were held and noted, in percent; None where none was."""
    hours = [one for one in _sessions(of, facts) if one.came is not None and not one.is_excused]
    held = sum(one.hours for one in hours)
    return 100 * sum(one.hours for one in hours if one.came) / held if held else None


def modules_of(facts: Facts) -> list[str]:
    parts = [*facts.units, *facts.works]
    return sorted({part.code.partition(".")[0] for part in parts}, key=lambda code: int(code[1:]))


def validate_rule(rule: Any) -> None:
    """That it is a rule. What it names is looked at by `unknown_in`, beside a version."""
    _look(rule, DEPTH, is_top=True)


def unknown_in(rule: Rule, codes: Iterable[str]) -> list[str]:
    """What it names that is not among those codes, in its order."""
    known = {*codes, ""}
    return [code for code in named_in(rule) if code not in known]


def named_in(rule: Rule) -> list[str]:
    """The codes that it names, in its order."""
    if "all" in rule or "some" in rule:
        return [code for one in rule.get("all", rule.get("some", [])) for code in named_in(one)]
    found = [str(rule[leaf]) for leaf in ("unit", "work", "module") if leaf in rule]
    return found + ([str(rule["of"])] if rule.get("of") else [])


def _look(rule: Any, depth: int, *, is_top: bool = False) -> None:
    wrong = ValidationError(_("This rule of completion cannot be read. Write it again."), code="rule")
    if not isinstance(rule, dict) or depth == 0:
        raise wrong
    if not rule:
        if is_top:
            return
        raise wrong
    heads = [head for head in ("all", "some", *LEAVES) if head in rule]
    extra = {"some": {"number"}, "attendance": {"of"}}.get(heads[0] if heads else "", set())
    if len(heads) != 1 or set(rule) - {heads[0]} - extra:
        raise wrong
    head, said = heads[0], rule[heads[0]]
    if head in ("all", "some"):
        if not isinstance(said, list) or not 0 < len(said) <= WIDTH:
            raise wrong
        for one in said:
            _look(one, depth - 1)
        number = rule.get("number")
        if head == "some" and (type(number) is not int or not 0 < number <= len(said)):
            raise ValidationError(_("Ask for at least one, and for no more than there are."), code="number")
    elif head == "attendance":
        if type(said) not in (int, float) or not 0 < said <= 100 or not isinstance(rule.get("of", ""), str):
            raise ValidationError(_("Attendance is asked for in percent, from 1 to 100."), code="attendance")
    elif not isinstance(said, str) or not said:
        raise wrong


def _all(kind: str, code: str, parts: list[Check]) -> Check:
    done = sum(part.step == Step.DONE for part in parts)
    if any(part.step == Step.MISSED for part in parts):
        step = Step.MISSED
    else:
        step = Step.DONE if done == len(parts) else Step.OPEN
    return Check(kind, code, step, tuple(parts), done, len(parts))


def _some(parts: list[Check], number: int) -> Check:
    done = sum(part.step == Step.DONE for part in parts)
    possible = sum(part.step != Step.MISSED for part in parts)
    step = Step.DONE if done >= number else Step.OPEN if possible >= number else Step.MISSED
    return Check("some", "", step, tuple(parts), done, number)


def _unit(code: str, facts: Facts) -> Check:
    if code not in {part.code for part in facts.units}:
        raise KeyError(code)
    is_done = code in facts.done or _was_taught(code, facts)
    return Check("unit", code, _step(is_done, facts))


def _work(code: str, facts: Facts) -> Check:
    if code not in {part.code for part in facts.works}:
        raise KeyError(code)
    return Check("work", code, _step(code in facts.approved, facts))


def _step(is_done: bool, facts: Facts) -> Step:
    return Step.DONE if is_done else Step.MISSED if facts.is_over else Step.OPEN


def _module(code: str, facts: Facts) -> Check:
    if code not in modules_of(facts):
        raise KeyError(code)
    units = [_unit(part.code, facts) for part in facts.units if _asked(part, code)]
    works = [_work(part.code, facts) for part in facts.works if _asked(part, code)]
    return _all("module", code, units + works)


def _asked(part: Part, module: str) -> bool:
    return part.is_required and part.code.startswith(f"{module}.")


def _attendance(asks: float, of: str, facts: Facts) -> Check:
    """Done once what is to come cannot take it away; missed once what is to come cannot bring it."""
    sessions = [one for one in _sessions(of, facts) if not one.is_excused]
    if of and not any(
        part.code == of or part.code.startswith(f"{of}.") for part in facts.units + facts.works
    ):
        raise KeyError(of)
    whole = sum(one.hours for one in sessions)
    here = sum(one.hours for one in sessions if one.came)
    to_come = 0.0 if facts.is_over else sum(one.hours for one in sessions if one.came is None)
    if whole and 100 * here >= asks * whole:
        step = Step.DONE
    elif 100 * (here + to_come) >= asks * whole and not facts.is_over:
        step = Step.OPEN
    else:
        step = Step.MISSED
    return Check("attendance", of, step, (), attendance(facts, of), asks)


def _sessions(of: str, facts: Facts) -> list[Held]:
    if not of:
        return list(facts.sessions)
    return [one for one in facts.sessions if one.module == of or of in one.units]


def _was_taught(code: str, facts: Facts) -> bool:
    """Whether sessions taught it, all of them over, and she was in enough of their hours."""
    taught = [one for one in facts.sessions if code in one.units and not one.is_excused]
    whole = sum(one.hours for one in taught)
    here = sum(one.hours for one in taught if one.came)
    return whole > 0 and 100 * here >= facts.share * whole
