"""Folios: the next number of a series, taken under its lock, and the series themselves."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from network.institutions.models import Institution
from network.journal.services import record

from .models import Document, FolioSeries
from .rules import LARGEST_FOLIO, folio_text

FIRST_PATTERN = "###/AAAA"


def series_for(*, issuer: Institution | None, kind: str, year: int) -> FolioSeries:
    """The series as it is, or as it would begin: written like the one of the year before. Not saved."""
    own = FolioSeries.objects.filter(issuer=issuer, kind=kind)
    found = own.filter(year=year).first()
    if found is not None:
        return found
    before = own.filter(year__lt=year).order_by("-year").first()
    pattern = before.pattern if before else FIRST_PATTERN
    return FolioSeries(issuer=issuer, kind=kind, year=year, pattern=pattern)


def next_number(series: FolioSeries) -> str:
    """The number that the next document issued in that series would have, if nobody else is faster."""
    return folio_text(series.pattern, folio=series.last + 1, year=series.year)


def take_folio(*, issuer: Institution | None, kind: str, year: int) -> tuple[FolioSeries, int]:
    """The series, locked until the transaction ends, and its next folio: it counts with it or not at all."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a folio is taken in the transaction of the document that bears it")
    series = _locked(issuer=issuer, kind=kind, year=year)
    if series.last >= LARGEST_FOLIO:
        raise ValidationError(_("This series has no folio left."), code="series_is_full")
    FolioSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.last += 1
    return series, series.last


@transaction.atomic
def set_series(
    *,
    by: Any,
    issuer: Institution | None,
    kind: str,
    year: int,
    pattern: str,
    started_after: int | None = None,
) -> FolioSeries:
    """How the folios of that series are written, and after which one it goes on.

    The folio from which it goes on cannot change once one was given here; numbers already given stay as they
    were written.
    """
    series = _locked(issuer=issuer, kind=kind, year=year)
    before = {"pattern": series.pattern, "started_after": series.started_after}
    series.pattern = pattern
    if started_after is not None and started_after != series.started_after:
        if series.last != series.started_after:
            raise ValidationError(
                {
                    "started_after": _(
                        "The folio %(number)s was already given here, so the count cannot begin elsewhere."
                    )
                    % {"number": _first_given(series)}
                }
            )
        series.started_after = series.last = started_after
    series.full_clean()
    series.save()
    after = {"pattern": series.pattern, "started_after": series.started_after}
    if after != before:
        record(verb="set_folio_series", subject=series, by=by, before=before, after=after)
    return series


def _first_given(series: FolioSeries) -> str:
    """As it was written on a document; what other rooms wrote under it is told by the pattern."""
    known = Document.objects.filter(series=series).order_by("folio").values_list("number", flat=True).first()
    return known or folio_text(series.pattern, folio=series.started_after + 1, year=series.year)


def _locked(*, issuer: Institution | None, kind: str, year: int) -> FolioSeries:
    begun = series_for(issuer=issuer, kind=kind, year=year)
    if begun.pk is None:
        begun.full_clean(validate_constraints=False)
        FolioSeries.objects.bulk_create([begun], ignore_conflicts=True)  # another may be as fast
    return FolioSeries.objects.select_for_update().get(issuer=issuer, kind=kind, year=year)
