"""The words by which institutions are found. All of them are public."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from network.vocabulary.search_document import INSTITUTION, PUBLIC, SearchDocument

from .models import Institution, InstitutionAlias, Mechanism

TABLES = {INSTITUTION: frozenset({"institutions", "mechanisms"})}


def documents(kind: str, ids: list[int]) -> Iterator[SearchDocument]:
    """Its own names; and its place, what it is part of and its mechanisms as further words."""
    if kind != INSTITUTION:
        return
    found = (
        Institution.objects.filter(pk__in=ids)
        .select_related("parent", "region", "municipality")
        .prefetch_related("aliases", "parent__aliases", "mechanisms")
    )
    for institution in found:
        body = [str(place) for place in (institution.region, institution.municipality) if place]
        if institution.parent:
            body += _names(institution.parent)
        body += [mechanism.name for mechanism in institution.mechanisms.all()]
        yield SearchDocument(INSTITUTION, institution.pk, PUBLIC, tuple(_names(institution)), tuple(body))


def affected(subject: Any) -> Iterable[tuple[str, list[int]]]:
    """An institution's names also stand in the entries of those directly below it."""
    if isinstance(subject, Institution) and subject.pk:
        below = Institution.objects.filter(Q(pk=subject.pk) | Q(parent=subject))
        yield INSTITUTION, list(below.order_by().values_list("pk", flat=True))
    elif isinstance(subject, InstitutionAlias):
        yield from affected(subject.institution)
    elif isinstance(subject, Mechanism):
        yield INSTITUTION, [subject.institution_id]


def _names(institution: Institution) -> list[str]:
    aliases = [alias.name for alias in institution.aliases.all()]
    return [name for name in (institution.name, institution.short_name, *aliases) if name]
