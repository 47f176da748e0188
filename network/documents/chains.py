"""Chains of documents: which one answers or follows which, from the first to the last."""

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from .models import Document

LONGEST = 200  # documents of one chain that are shown


def refuse_cycles(document: Document, earlier: Iterable[Document], *, name: str) -> None:
    """Raise ValidationError if one of those comes, through others, after the document or is it itself.

    Chains change under a lock on all that they join: whoever closes a circle from the other side waits.
    """
    wanted = {row.pk for row in earlier}
    if not wanted:
        return
    list(
        Document.objects.select_for_update(of=("self",)).filter(pk__in={*wanted, document.pk}).order_by("pk")
    )
    seen, front = {document.pk}, {document.pk}
    while front:
        if found := seen & wanted:
            twin = Document.objects.get(pk=min(found))
            raise ValidationError(
                {
                    name: _("%(document)s comes after this one, so it cannot come before it.")
                    % {"document": twin}
                }
            )
        later = Document.objects.filter(Q(answers__in=front) | Q(follows__in=front))
        front = set(later.order_by().values_list("pk", flat=True)) - seen
        seen |= front


@dataclass(frozen=True, slots=True)
class Step:
    """A document of a chain, and which earlier ones of the chain it answers and follows."""

    document: Document
    answers: tuple[Document, ...]
    follows: tuple[Document, ...]


def chain_of(document: Document, visible: QuerySet[Document]) -> list[Step]:
    """Everything joined to it, near or far, among the visible ones, the earlier before the later.

    A document that is not visible joins nothing: what lies behind it is not reached through it.
    """
    links = _links(visible)
    near: dict[int, set[int]] = {}
    for later, earlier, _kind in links:
        near.setdefault(later, set()).add(earlier)
        near.setdefault(earlier, set()).add(later)
    reached, queue = {document.pk}, deque([document.pk])
    while queue and len(reached) < LONGEST:
        for other in sorted(near.get(queue.popleft(), set()) - reached):
            reached.add(other)
            queue.append(other)
    if len(reached) == 1:
        return []
    rows = {row.pk: row for row in visible.filter(pk__in=reached).select_related("issuer", "mechanism")}
    before: dict[int, dict[str, list[int]]] = {}
    for later, earlier, kind in links:
        if later in rows and earlier in rows:
            before.setdefault(later, {}).setdefault(kind, []).append(earlier)
    ordered = _in_order(rows, before)
    return [
        Step(
            rows[pk],
            tuple(rows[other] for other in before.get(pk, {}).get("answers", [])),
            tuple(rows[other] for other in before.get(pk, {}).get("follows", [])),
        )
        for pk in ordered
    ]


def ties_among(documents: Collection[Document], visible: QuerySet[Document]) -> dict[int, tuple[str, ...]]:
    """Of each of those documents which visible ones it answers or follows, in words. One query."""
    words = {"answers": _("answers %(document)s"), "follows": _("follows %(document)s")}
    keys, seen = [row.pk for row in documents], visible.order_by().values("pk")
    answers, follows = (
        getattr(Document, kind)
        .through.objects.filter(from_document__in=keys, to_document__in=seen)
        .order_by()
        .values_list("from_document", Value(kind), "to_document", "to_document__kind", "to_document__number")
        for kind in words
    )
    found: dict[int, list[str]] = {}
    for later, tie, _key, kind, number in answers.union(follows).order_by("from_document", "to_document"):
        found.setdefault(later, []).append(words[tie] % {"document": Document(kind=kind, number=number)})
    return {pk: tuple(said) for pk, said in found.items()}


def with_ties(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Annotate `is_tied`: whether it answers or follows another."""
    answers, follows = (
        Exists(getattr(Document, kind).through.objects.filter(from_document=OuterRef("pk")))
        for kind in ("answers", "follows")
    )
    return documents.annotate(is_tied=answers | follows)


def _links(visible: QuerySet[Document]) -> list[tuple[int, int, str]]:
    keys = visible.order_by().values("pk")
    return [
        (later, earlier, kind)
        for kind in ("answers", "follows")
        for later, earlier in getattr(Document, kind)
        .through.objects.filter(from_document__in=keys, to_document__in=keys)
        .order_by("pk")
        .values_list("from_document", "to_document")
    ]


def _in_order(rows: dict[int, Document], before: dict[int, dict[str, list[int]]]) -> list[int]:
    """By date, but never ahead of what it answers or follows; an imported circle ends where it began."""
    placed: dict[int, None] = {}

    def place(pk: int, above: frozenset[int]) -> None:
        if pk in placed or pk in above:
            return
        earlier = {other for others in before.get(pk, {}).values() for other in others}
        for other in sorted(earlier, key=lambda key: (rows[key].issued_on, key)):
            place(other, above | {pk})
        placed[pk] = None

    for pk in sorted(rows, key=lambda key: (rows[key].issued_on or "~", key)):
        place(pk, frozenset())
    return list(placed)
