"""Verbs on the path of a mechanism. What is not marked public stays with whoever coordinates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.documents.models import Document
from network.institutions.enums import Aspect, Stage
from network.institutions.models import Mechanism
from network.journal.services import record
from network.vocabulary.partial_date import PartialDate

from .enums import Answer, Condition, Presence
from .models import ConditionFinding, ItemFinding, StageChange
from .queries import stage_now
from .rules import is_advance

Item = tuple[Aspect, str]  # what the model expects: of which aspect, in its words


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found, by what evidence, on what partial date. `answer` is an Answer or a Presence."""

    answer: str
    evidence: str = ""
    document: Document | None = None
    on: str = ""
    is_public: bool = False


@transaction.atomic
def move_stage(
    *,
    mechanism: Mechanism,
    stage: Stage,
    on: str,
    evidence: str,
    document: Document | None,
    is_public: bool,
    by: User | None,
) -> StageChange:
    """Note that it reached a stage. To advance takes evidence in words or a document; to go back, a reason.

    Marked public it becomes the stage that everyone reads. ValidationError names the field that is wrong.
    """
    locked = Mechanism.objects.select_for_update().get(pk=mechanism.pk)
    now = stage_now(locked)
    if stage == now:
        raise ValidationError({"stage": _("The mechanism is at that stage already.")})
    words = evidence.strip()
    if not words and document and is_advance(now, stage):
        words = str(document)
    if not words:
        if is_advance(now, stage):
            raise ValidationError({"evidence": _("Say by what it advanced, or choose the document.")})
        raise ValidationError({"evidence": _("Say why it goes back.")})
    last = locked.stage_changes.order_by("on", "pk").last()
    change = StageChange(
        mechanism=locked,
        stage=stage,
        on=on,
        evidence=words,
        document=document,
        is_public=is_public,
    )
    change.clean_fields()
    if not on:
        raise ValidationError({"on": _("Write the date of the change.")})
    if last and on[: len(last.on)] < last.on[: len(on)]:
        words = _("The last change recorded is of %(date)s: this one cannot be earlier.")
        raise ValidationError({"on": words % {"date": PartialDate(last.on).words}})
    change.save()
    _tell_everyone(locked)
    record(
        verb="move_stage",
        subject=change,
        by=by,
        reason=change.evidence,
        before={"stage": str(now)},
        after={"mechanism": locked.package_id, "stage": str(stage), "on": on, "is_public": is_public},
    )
    return change


@transaction.atomic
def publish_stage_change(*, change: StageChange, by: User | None) -> StageChange:
    """Let everyone read a change that was internal. Doing it twice is doing it once."""
    mechanism = Mechanism.objects.select_for_update().get(pk=change.mechanism_id)
    locked = StageChange.objects.get(pk=change.pk)
    if locked.is_public:
        return locked
    locked.is_public = True
    locked.save(update_fields=["is_public"])
    _tell_everyone(mechanism)
    record(
        verb="publish_stage_change",
        subject=locked,
        by=by,
        before={"is_public": False},
        after={"is_public": True},
    )
    return locked


def _tell_everyone(mechanism: Mechanism) -> None:
    """The stage of its record is that of its last public change."""
    last = mechanism.stage_changes.filter(is_public=True).order_by("on", "pk").last()
    if last and last.stage != mechanism.stage:
        mechanism.stage = last.stage
        mechanism.save(update_fields=["stage"])


@transaction.atomic
def record_conditions(
    *, mechanism: Mechanism, findings: Mapping[Condition, Finding], by: User | None
) -> list[Condition]:
    """Write what was found of those conditions; which changed. One that is met needs its evidence."""
    for condition, finding in findings.items():
        is_met = finding.answer in {Answer.YES, Answer.PARTLY}
        if is_met and not finding.evidence.strip() and not finding.document:
            raise ValidationError({condition.value: _("Say by what one sees it, or choose the document.")})
    locked = Mechanism.objects.select_for_update().get(pk=mechanism.pk)
    present = {row.condition: row for row in locked.condition_findings.select_related("document")}
    before, after = {}, {}
    for condition, finding in findings.items():
        row = present.get(condition) or ConditionFinding(mechanism=locked, condition=condition)
        if change := _write(row, "answer", finding):
            before[condition.value], after[condition.value] = change
    if after:
        record(verb="record_conditions", subject=locked, by=by, before=before, after=after)
    return [Condition(code) for code in after]


@transaction.atomic
def record_items(*, mechanism: Mechanism, findings: Mapping[Item, Finding], by: User | None) -> list[Item]:
    """Write whether it has what the model of its kind expects, of the items named; those that changed."""
    locked = Mechanism.objects.select_for_update().get(pk=mechanism.pk)
    present = {(row.aspect, row.text): row for row in locked.item_findings.select_related("document")}
    before, after = {}, {}
    changed: list[Item] = []
    for (aspect, text), finding in findings.items():
        row = present.get((aspect, text)) or ItemFinding(mechanism=locked, aspect=aspect, text=text)
        if change := _write(row, "presence", finding):
            before[f"{aspect}: {text}"], after[f"{aspect}: {text}"] = change
            changed.append((Aspect(aspect), text))
    if changed:
        record(verb="record_items", subject=locked, by=by, before=before, after=after)
    return changed


def _write(
    row: ConditionFinding | ItemFinding, answer: str, finding: Finding
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Save the row if it says something else now; what it said before and what it says."""
    before = {} if row._state.adding else _values(row, answer)
    setattr(row, answer, finding.answer)
    row.evidence, row.document = finding.evidence.strip(), finding.document
    row.on, row.is_public = finding.on, finding.is_public
    row.clean_fields()
    after = _values(row, answer)
    if after == before or (not before and finding.answer in {Answer.NO_DATA, Presence.NO_DATA}):
        return None
    row.save()
    return before, after


def _values(row: ConditionFinding | ItemFinding, answer: str) -> dict[str, Any]:
    return {
        answer: str(getattr(row, answer)),
        "evidence": row.evidence,
        "document": row.document.package_id if row.document else "",
        "on": str(row.on),
        "is_public": row.is_public,
    }
