"""Verbs on what a draft teaches: its modules, their contents and their works."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.journal.services import record

from ..completion import named_in
from ..models import Assignment, Curriculum, Module, Unit
from .lines import with_module
from .writing import draft_of, hers, next_number

Part = Unit | Assignment


@transaction.atomic
def add_module(*, curriculum: Curriculum, by: User, title: str, summary: str = "") -> Module:
    """At the end of the draft. A rule that asked for every module asks for this one too."""
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
