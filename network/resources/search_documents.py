"""The themes of the materials and routes of attention of an institution."""

from collections.abc import Iterable, Iterator
from typing import Any

from network.vocabulary.search_document import INSTITUTION

from .models import Resource, Route

TABLES = {INSTITUTION: frozenset({"resources", "routes"})}


def institution_themes(ids: list[int]) -> Iterator[tuple[int, int]]:
    materials = Resource.objects.filter(institution__in=ids).exclude(theme=None)
    for records in (materials, Route.objects.filter(institution__in=ids)):
        yield from records.order_by().values_list("institution", "theme")


def affected(subject: Any) -> Iterable[tuple[str, list[int]]]:
    if isinstance(subject, Resource | Route) and subject.institution_id:
        yield INSTITUTION, [subject.institution_id]
