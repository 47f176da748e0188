"""The number and subject of public documents, as further words of those who issued or received them."""

from collections.abc import Iterable, Iterator
from typing import Any

from network.vocabulary.search_document import INSTITUTION, PUBLIC, SearchDocument

from .enums import DocumentStatus
from .models import Document
from .queries import institutions_of

TABLES = {INSTITUTION: frozenset({"documents"})}


def documents(kind: str, ids: list[int]) -> Iterator[SearchDocument]:
    """Public ones only: what is internal is found by nobody through an institution."""
    if kind != INSTITUTION:
        return
    public = Document.objects.filter(is_public=True, status=DocumentStatus.ISSUED).order_by("pk")
    for side in ("issuer", "addressees"):
        rows = public.filter(**{f"{side}__in": ids}).values_list(side, "number", "subject")
        for institution, number, subject in rows:
            yield SearchDocument(INSTITUTION, institution, PUBLIC, (), (number, subject))


def affected(subject: Any) -> Iterable[tuple[str, list[int]]]:
    """Nothing of an internal one is in the index: forty letters issued at once leave it alone."""
    if isinstance(subject, Document) and subject.pk:
        now = institutions_of(subject) if subject.is_public else ()
        yield INSTITUTION, sorted({*now, *subject.left})
