"""The history of a post for one viewer: who held it when, the vacancies between, under which government."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.documents.models import Document
from network.documents.queries import visible_to as documents_visible_to
from network.institutions.models import GovernmentTerm, Post
from network.institutions.rules import is_closed_to
from network.journal.models import Entry
from network.journal.queries import entries_of
from network.vocabulary.panels import Link
from network.vocabulary.partial_date import PartialDate, is_in_force
from network.vocabulary.spans import date_words, span_words

from .enums import Capacity
from .models import Appointment
from .queries import COVERING, appointments_visible_to
from .rules import age_words


@dataclass(frozen=True, slots=True)
class Held:
    """One appointment. `name` is empty where the viewer may not know who it is."""

    uid: uuid.UUID
    name: str
    url: str
    capacity: str
    span: str
    started: str
    ended: str
    is_current: bool
    covers: bool
    document: Link | None  # without an address where the viewer may not see it
    end_document: Link | None
    corrections: tuple[str, ...]
    is_unsure: bool = False  # whether its dates leave open that it is of the government it stands under


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A time in which nobody is recorded to have covered the post."""

    span: str
    age: str  # of the one that lasts
    started: str
    ended: str
    is_unsure: bool = False


Item = Held | Vacancy


@dataclass(frozen=True, slots=True)
class Band:
    """What happened under one government; without a name, where none is recorded."""

    name: str
    span: str
    items: tuple[Item, ...]


def history(post: Post, viewer: Viewer) -> list[Held]:
    """Every appointment that covered the post, and the others of whom the viewer may know, latest first.

    That a post was covered and by what document is a fact of the post; a substitute is nothing but a person.
    Of a reserved post there is nothing below the administration.
    """
    if is_closed_to(post.publication, viewer):
        return []
    rows = list(
        Appointment.objects.filter(post=post)
        .select_related("person", "document", "end_document")
        .order_by("-started", "-pk")
    )
    named = set(
        appointments_visible_to(Appointment.objects.filter(post=post), viewer).values_list("pk", flat=True)
    )
    rows = [row for row in rows if row.pk in named or row.capacity in COVERING]
    acts = _acts(rows, viewer)
    corrections = _corrections(rows)
    return [_held(row, row.pk in named, viewer, acts, corrections) for row in rows]


def _held(
    row: Appointment, is_named: bool, viewer: Viewer, acts: dict[int, Link], corrections: dict[str, list[str]]
) -> Held:
    return Held(
        uid=row.uid,
        name=row.person.name if is_named else "",
        url=row.person.get_absolute_url() if is_named and viewer.is_member else "",
        capacity=str(Capacity(row.capacity).label),
        span=span_words(row.started, row.ended),
        started=row.started,
        ended=row.ended,
        is_current=is_in_force(row.started, row.ended, on=timezone.localdate()),
        covers=row.capacity in COVERING,
        document=_act(row.document, acts),
        end_document=_act(row.end_document, acts),
        corrections=tuple(corrections.get(str(row.uid), ())),
    )


def _acts(rows: Iterable[Appointment], viewer: Viewer) -> dict[int, Link]:
    keys = {key for row in rows for key in (row.document_id, row.end_document_id) if key}
    if not keys:
        return {}
    visible = documents_visible_to(Document.objects.filter(pk__in=keys), viewer).order_by()
    return {
        act.pk: Link(_("%(document)s, %(date)s") % _words(act), act.get_absolute_url()) for act in visible
    }


def _words(act: Document) -> dict[str, str]:
    return {"document": str(act), "date": date_words(act.issued_on)}


def _act(document: Document | None, acts: dict[int, Link]) -> Link | None:
    return acts.get(document.pk, Link(_("an internal document"), "")) if document else None


def _corrections(rows: Sequence[Appointment]) -> dict[str, list[str]]:
    """What was corrected when, and why. Whose name stood there before stays in the journal."""
    found: dict[str, list[str]] = {}
    for entry in entries_of([row.uid for row in rows], "correct_appointment"):
        found.setdefault(str(entry.subject_uid), []).append(_correction(entry))
    return found


def _correction(entry: Entry) -> str:
    labels = {
        "capacity": _("capacity"),
        "started": _("beginning"),
        "ended": _("end"),
        "document": _("document"),
        "end_document": _("document of the end"),
        "person": _("person"),
    }
    changes = [
        f"{labels[name]}: {_said(name, before)} → {_said(name, entry.after[name])}"
        if name in {"capacity", "started", "ended"}
        else labels[name]
        for name, before in entry.before.items()
        if name in labels
    ]
    words = {
        "date": PartialDate(timezone.localtime(entry.at).date().isoformat()).words,
        "changes": "; ".join(changes),
        "reason": entry.reason,
    }
    return _("Corrected on %(date)s. %(changes)s. Reason: %(reason)s") % words


def _said(name: str, value: str) -> str:
    if not value:
        return _("nothing")
    return str(Capacity(value).label) if name == "capacity" else PartialDate(value).words


def with_vacancies(rows: Sequence[Held]) -> list[Item]:
    """The rows, latest first, and the times between those that covered the post, as far as dates tell."""
    covering = sorted((row for row in rows if row.covers), key=lambda row: (row.started, row.ended or "9"))
    found: list[tuple[str, Item]] = [(row.started, row) for row in rows]
    until = ""  # the latest end so far, "9" while somebody holds it without one
    for row in covering:
        if until and until != "9" and _after(row.started, until):
            found.append((until, Vacancy(span_words(until, row.started), "", until, row.started)))
        until = max(until, row.ended or "9")
    if until and until != "9" and not any(row.is_current for row in covering):
        age = age_words(until, timezone.localdate())
        found.append((until, Vacancy(span_words(until, ""), age, until, "")))
    return [item for _start, item in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _after(start: str, end: str) -> bool:
    """Whether it begins after the end at the precision of the less exact of the two."""
    size = min(len(start), len(end))
    return start[:size] > end[:size]


def bands(items: Sequence[Item], governments: Iterable[GovernmentTerm]) -> list[Band]:
    """The items under each government in whose time they fall, the latest first.

    One that lasted through two governments stands under both, and so does one whose date is not exact
    enough to tell; there it says so. What falls under none, or without a date, ends the list.
    """
    terms = sorted(governments, key=lambda term: term.started, reverse=True)
    if not terms:
        return [Band("", "", tuple(items))] if items else []
    found = [Band(term.name, span_words(term.started, term.ended), tuple(_of(term, items))) for term in terms]
    rest = tuple(item for item in items if not any(_meets(item, term) for term in terms))
    return [*found, Band(_("Outside the governments recorded"), "", rest)] if rest else found


def _of(term: GovernmentTerm, items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if _meets(item, term):
            yield item if _certainly_meets(item, term) else replace(item, is_unsure=True)


def _meets(item: Item, term: GovernmentTerm) -> bool:
    """Whether they may share a time. What is handed over on one date is not of the time before it."""
    if not item.started and not item.ended:
        return False
    if item.started and item.started == term.started:
        return True
    if item.started and item.started == term.ended:
        return False
    if item.ended and item.ended == term.started:
        return False
    return _first(item.started) < _last(term.ended) and _last(item.ended) > _first(term.started)


def _certainly_meets(item: Item, term: GovernmentTerm) -> bool:
    """Whether they share a time on whatever days of a month or of a year it began and ended."""
    if item.started and item.started == term.started:
        return True
    begun = PartialDate(item.started).last_day if item.started else dt.date.max
    over = PartialDate(item.ended).first_day if item.ended else dt.date.max
    begins_in_time = begun < (PartialDate(term.ended).first_day if term.ended else dt.date.max)
    return (begins_in_time or not item.started) and over > PartialDate(term.started).last_day


def _first(date: str) -> dt.date:
    return PartialDate(date).first_day if date else dt.date.min


def _last(date: str) -> dt.date:
    return PartialDate(date).last_day if date else dt.date.max
