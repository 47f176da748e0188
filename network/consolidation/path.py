"""The path of one mechanism as one viewer may read it: plain values for a page or a panel."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.documents.models import Document
from network.documents.queries import visible_to as documents_visible_to
from network.institutions.enums import Aspect, Stage
from network.institutions.models import Mechanism, TypologyEntry
from network.vocabulary.panels import Link
from network.vocabulary.spans import date_words

from .enums import CHECKED, Answer, Condition, Presence
from .models import ConditionFinding, Evidenced, ItemFinding, StageChange
from .queries import peers_of, present_among, tallies, told_to
from .rules import Tally, middle_of, middle_words, tally

_TONES = {
    Answer.YES: "good",
    Answer.PARTLY: "accent",
    Answer.NO: "warn",
    Presence.PRESENT: "good",
    Presence.MISSING: "warn",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of the mechanism: a label with its tone, when, by what, and whether everyone reads it."""

    label: str
    tone: str
    when: str
    evidence: str
    document: Link | None  # without an address where the viewer may not see it
    is_public: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the path, and whether the mechanism has come that far."""

    stage: str
    label: str
    is_reached: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Change:
    package_id: str
    said: Said


@dataclass(frozen=True, slots=True)
class ConditionRow:
    condition: str
    label: str
    said: Said | None  # nothing where there is no finding


@dataclass(frozen=True, slots=True)
class ItemRow:
    text: str
    said: Said | None
    peers: str  # how many of its kind have it, where any is known


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the model expects of one aspect, and how many of it are there."""

    aspect: str
    label: str
    summary: str
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class Path:
    stage: str
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]  # the latest first
    conditions: tuple[ConditionRow, ...]
    tally: Tally
    middle: str
    checklists: tuple[Checklist, ...]


def path_of(mechanism: Mechanism, viewer: Viewer) -> Path:
    """In a number of questions that does not depend on how much is recorded."""
    changes = list(
        told_to(StageChange.objects.filter(mechanism=mechanism), viewer).select_related("document")
    )
    conditions = list(
        told_to(ConditionFinding.objects.filter(mechanism=mechanism), viewer).select_related("document")
    )
    items = list(told_to(ItemFinding.objects.filter(mechanism=mechanism), viewer).select_related("document"))
    acts = _acts([*changes, *conditions, *items], viewer)
    stage = changes[-1].stage if changes else mechanism.stage
    peers = list(peers_of(mechanism).values_list("pk", flat=True))
    of_peers = tallies(peers, viewer) if peers else {}
    found = {row.condition: row for row in conditions}
    return Path(
        stage=stage,
        steps=_steps(stage),
        changes=tuple(_change(row, acts) for row in reversed(changes)),
        conditions=tuple(
            ConditionRow(
                one.value,
                str(one.label),
                _said(found[one], found[one].answer, Answer, acts) if one in found else None,
            )
            for one in Condition
        ),
        tally=tally(row.answer for row in conditions),
        middle=middle_words(middle_of(of_peers.values())),
        checklists=_checklists(mechanism, items, present_among(peers, viewer) if peers else {}, acts),
    )


def expected_of(mechanism: Mechanism) -> list[tuple[Aspect, str]]:
    """What one can check of the model of its kind, in the model's order; of "other" kinds nothing."""
    if mechanism.kind == "other":
        return []
    entries = TypologyEntry.objects.filter(kind=mechanism.kind, aspect__in=CHECKED).order_by("pk")
    by_aspect = sorted(entries, key=lambda entry: CHECKED.index(Aspect(entry.aspect)))
    return [(Aspect(entry.aspect), entry.text) for entry in by_aspect]


def _steps(stage: str) -> tuple[Step, ...]:
    now = Stage.values.index(stage)
    return tuple(
        Step(one.value, str(one.label), place <= now, place == now) for place, one in enumerate(Stage)
    )


def _change(row: StageChange, acts: dict[int, Link]) -> Change:
    return Change(row.package_id, _said(row, row.stage, Stage, acts))


def _said(row: Evidenced, value: str, choices: Any, acts: dict[int, Link]) -> Said:
    chosen = choices(value)
    return Said(
        label=str(chosen.label),
        tone=_TONES.get(chosen, "muted") if choices is not Stage else "accent",
        when=date_words(row.on),
        evidence=row.evidence,
        document=acts.get(row.document_id, Link(_("an internal document"), "")) if row.document_id else None,
        is_public=row.is_public,
    )


def _acts(rows: Iterable[Evidenced], viewer: Viewer) -> dict[int, Link]:
    keys = {row.document_id for row in rows if row.document_id}
    if not keys:
        return {}
    visible = documents_visible_to(Document.objects.filter(pk__in=keys), viewer).order_by()
    return {act.pk: Link(f"{act}, {date_words(act.issued_on)}", act.get_absolute_url()) for act in visible}


def _checklists(
    mechanism: Mechanism,
    items: list[ItemFinding],
    peers: dict[tuple[str, str], tuple[int, int]],
    acts: dict[int, Link],
) -> tuple[Checklist, ...]:
    found = {(row.aspect, row.text): row for row in items}
    expected = expected_of(mechanism)
    keys = [*expected, *((Aspect(a), text) for a, text in found if (Aspect(a), text) not in expected)]
    grouped: dict[Aspect, list[ItemRow]] = {}
    for aspect, text in keys:
        row = found.get((aspect, text))
        said = _said(row, row.presence, Presence, acts) if row else None
        grouped.setdefault(aspect, []).append(ItemRow(text, said, _peer_words(peers.get((aspect, text)))))
    return tuple(
        Checklist(aspect.value, str(aspect.label), _summary(rows), tuple(rows))
        for aspect, rows in grouped.items()
    )


def _summary(rows: list[ItemRow]) -> str:
    labels = [row.said.label if row.said else str(Presence.NO_DATA.label) for row in rows]
    present = labels.count(str(Presence.PRESENT.label))
    unknown = labels.count(str(Presence.NO_DATA.label))
    words = _("%(n)s of %(total)s present") % {"n": present, "total": len(rows)}
    return words + (_(", %(n)s without data") % {"n": unknown} if unknown else "")


def _peer_words(found: tuple[int, int] | None) -> str:
    if found is None:
        return ""
    return _("%(have)s of %(known)s others of its kind have it") % {"have": found[0], "known": found[1]}
