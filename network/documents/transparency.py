"""What was issued in a period, for transparency: the public by name, the rest by number."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from network.vocabulary.partial_date import PartialDate

from .enums import DocumentStatus
from .models import Document


@dataclass(frozen=True, slots=True)
class Issued:
    """`public` in order of date; `reserved` counts the internal ones by kind and names none of them.

    `undated` counts those without a date, or without one exact enough to tell whether they fall in it.
    """

    public: tuple[Document, ...]
    reserved: tuple[tuple[str, int], ...]
    undated: int


def issued_between(documents: QuerySet[Document], start: str, end: str) -> Issued:
    """Documents (also cancelled, never drafts) dated from the first day of `start` to the last of `end`."""
    first, last = PartialDate(start).first_day, PartialDate(end).last_day
    rows = documents.exclude(status=DocumentStatus.DRAFT).order_by("issued_on", "pk")
    public, reserved, undated = [], Counter[str](), 0
    for row in rows.select_related("issuer").prefetch_related("addressees"):
        if not row.issued_on:
            undated += 1
            continue
        began, ended = PartialDate(row.issued_on).first_day, PartialDate(row.issued_on).last_day
        if ended < first or last < began:
            continue
        if began < first or last < ended:
            undated += 1
        elif row.is_public:
            public.append(row)
        else:
            reserved[row.kind] += 1
    return Issued(tuple(public), tuple(sorted(reserved.items())), undated)
