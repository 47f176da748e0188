"""Verbs on what a draft teaches: its modules, their contents and their works."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.journal.services import record

from ..completion import named_in
from ..models import Assignment, Curriculum, CurriculumContent, Module, Unit
from .lines import renamed, with_module
from .writing import draft_of, hers, next_number

Part = Unit | Assignment


@transaction.atomic
def add_module(
    *,
    curriculum: Curriculum,
    by: User,
    title: str,
    summary: str = "",
    contents: Iterable[CurriculumContent] = (),
    **values: Any,
) -> Module:
    """At the end of the draft. A rule that asked for every module asks for this one too.

    Where it comes with contents, `values` are said of each of them.
    """
    row = hers(curriculum, by)
    draft = draft_of(row)
    before = [one.code for one in draft.modules.all()]
    made = Module(version=draft, number=next_number(draft.modules), title=title.strip(), summary=summary)
    made.full_clean()
    made.save()
    rule = with_module(draft.rule, made.code, before)
    if rule != draft.rule:
        draft.rule = rule
        draft.save(update_fields=["rule"])
    _noted(row, by, made.code)
    for content in contents:
        add_unit(module=made, by=by, content=content, **values)
    return made


@transaction.atomic
def write_module(*, module: Module, by: User, title: str, summary: str = "") -> Module:
    row, found = _module(module, by)
    found.title, found.summary = title.strip(), summary
    found.full_clean()
    found.save()
    _noted(row, by, found.code)
    return found


@transaction.atomic
def add_unit(*, module: Module, by: User, **values: Any) -> Unit:
    """A content at the end of a module."""
    row, found = _module(module, by)
    unit = Unit(module=found, number=next_number(found.units), **values)
    _kept(unit)
    _noted(row, by, unit.code)
    return unit


@transaction.atomic
def add_assignment(*, module: Module, by: User, **values: Any) -> Assignment:
    """A work at the end of a module."""
    row, found = _module(module, by)
    work = Assignment(module=found, number=next_number(found.assignments), **values)
    _kept(work)
    _noted(row, by, work.code)
    return work


@transaction.atomic
def write_part(*, part: Part, by: User, **values: Any) -> Part:
    """A content or a work of the draft, said anew."""
    row, module = _module(part.module, by)
    found = type(part)._default_manager.get(pk=part.pk, module=module)
    for name, value in values.items():
        setattr(found, name, value)
    found.module = module
    _kept(found)
    _noted(row, by, found.code)
    return found


@transaction.atomic
def move(*, part: Module | Part, by: User, up: bool) -> Module | Part:
    """One place up or down among its like. The rule of completion goes on naming what it named."""
    row, module = _module(part if isinstance(part, Module) else part.module, by)
    draft = draft_of(row)
    like: Any = draft.modules if isinstance(part, Module) else type(part)._default_manager
    rows = list(like.order_by("number", "pk") if isinstance(part, Module) else like.filter(module=module))
    place = next((n for n, one in enumerate(rows) if one.pk == part.pk), None)
    if place is None:
        raise ValidationError(_("It is not in the draft any more. Load the page again."), code="stale")
    there = place - 1 if up else place + 1
    if not 0 <= there < len(rows):
        raise ValidationError(
            _("It is the first already.") if up else _("It is the last already."), code="end"
        )
    one, other = rows[place], rows[there]
    names = {one.code: other.code, other.code: one.code}
    before, one.number, other.number = one.code, other.number, one.number
    for number, changed in ((0, one), (other.number, other), (one.number, one)):  # 0: never two alike
        type(changed)._default_manager.filter(pk=changed.pk).update(number=number)
    draft.rule = dict(renamed(draft.rule, names))
    draft.full_clean()
    draft.save(update_fields=["rule"])
    record(verb="move_curriculum_part", subject=row, by=by, before={"part": before}, after={"part": one.code})
    return one


@transaction.atomic
def remove(*, part: Module | Part, by: User) -> None:
    """Out of the draft. What the rule of completion names is taken out of the rule first."""
    module = part if isinstance(part, Module) else part.module
    row, module = _module(module, by)
    draft = draft_of(row)
    code = part.code
    named = {one for one in named_in(draft.rule) if one == code or one.startswith(f"{code}.")}
    if named and isinstance(part, Module) and draft.rule.get("all"):
        # A rule that asks for every module asks for one less.
        draft.rule = {"all": [one for one in draft.rule["all"] if one != {"module": code}]}
        named = {one for one in named_in(draft.rule) if one == code or one.startswith(f"{code}.")}
    if named or draft.rule == {"all": []}:
        raise ValidationError(_("The rule of completion names it. Change the rule first."), code="named")
    draft.full_clean()
    draft.save(update_fields=["rule"])
    type(part)._default_manager.filter(pk=part.pk).delete()
    _noted(row, by, code)


def _module(module: Module, by: User) -> tuple[Curriculum, Module]:
    """The curriculum under its lock, and the module if it is of the draft."""
    row = hers(module.version.curriculum, by)
    found = draft_of(row).modules.filter(pk=module.pk).first()
    if found is None:
        raise ValidationError(_("What is in force is not changed: make a new version first."), code="stale")
    return row, found


def _kept(part: Part) -> None:
    part.full_clean()
    part.save()


def _noted(row: Curriculum, by: User, code: str) -> None:
    record(verb="write_curriculum_matter", subject=row, by=by, after={"part": code})
