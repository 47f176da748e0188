"""The themes of the public commitments that an institution made, or that were made to it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from network.vocabulary.search_document import INSTITUTION

from .models import Commitment

TABLES = {INSTITUTION: frozenset({"commitments", "agreements"})}


def institution_themes(ids: list[int]) -> Iterator[tuple[int, int]]:
    """A commitment of an internal agreement is internal too."""
    public = Commitment.objects.filter(
        Q(agreement=None) | Q(agreement__is_public=True), is_public=True
    ).order_by()
    for side in ("debtor", "creditor"):
        yield from public.filter(**{f"{side}__in": ids}).values_list(side, "theme")


def affected(subject: Any) -> Iterable[tuple[str, list[int]]]:
    if isinstance(subject, Commitment):
        yield INSTITUTION, [pk for pk in (subject.debtor_id, subject.creditor_id, *subject.left) if pk]
