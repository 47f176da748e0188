"""The rule of completion in words: each line with how she stands, and what she lacks."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.vocabulary.panels import Badge

from ..completion import Check, Facts, Rule, Step, checked
from ..models import Assignment, Module, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist with those below it."""

    text: str
    step: Step
    badge: Badge
    told: str = ""
    parts: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """How what a rule names is called, by its code."""

    titles: dict[str, str]

    @classmethod
    def of(cls, version: int) -> "Names":
        """In three queries."""
        titles = {}
        for module in Module.objects.filter(version=version):
            titles[module.code] = module.title
        for unit in Unit.objects.filter(module__version=version).select_related("module", "content"):
            titles[unit.code] = str(unit.content)
        for work in Assignment.objects.filter(module__version=version).select_related("module"):
            titles[work.code] = work.title
        return cls(titles)


def checklist(rule: Rule, facts: Facts, names: Names) -> Line:
    return _line(checked(rule, facts), names)


def lacking(line: Line) -> list[str]:
    """What is not done, at its deepest: for a table that tells why."""
    if line.step == Step.DONE:
        return []
    deeper = [text for part in line.parts for text in lacking(part)]
    return deeper or [f"{line.text} ({line.told})" if line.told else line.text]


def step_badge(step: Step) -> Badge:
    return {
        Step.DONE: Badge(_("done"), "good"),
        Step.OPEN: Badge(_("to be done yet"), ""),
        Step.MISSED: Badge(_("can no longer be done"), "error"),
    }[step]


def _line(check: Check, names: Names) -> Line:
    return Line(
        text=_text(check, names),
        step=check.step,
        badge=step_badge(check.step),
        told=_told(check),
        parts=tuple(_line(part, names) for part in check.parts),
    )


def _text(check: Check, names: Names) -> str:
    title = names.titles.get(check.code, check.code)
    if check.kind == "module":
        return _("Module “%(title)s”") % {"title": title}
    if check.kind == "unit":
        return title
    if check.kind == "work":
        return _("Work “%(title)s”") % {"title": title}
    if check.kind == "attendance":
        share = {"n": f"{check.asks:g}", "title": title}
        if not check.code:
            return _("Attendance at %(n)s %% of the hours") % share
        return _("Attendance at %(n)s %% of the hours of “%(title)s”") % share
    if check.kind == "some":
        number = int(check.asks or 0)
        return ngettext("At least %(n)s of these", "At least %(n)s of these", number) % {"n": number}
    return _("All of these")


def _told(check: Check) -> str:
    if check.kind == "attendance":
        return (
            _("no hour was held yet") if check.has is None else _("so far %(n)s %%") % {"n": int(check.has)}
        )
    if check.parts:
        return _("%(has)s of %(of)s") % {"has": int(check.has or 0), "of": int(check.asks or 0)}
    return ""
