"""The coverage matrix: agreements in force, and the signatures as activity."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.vocabulary.coverage import Activity, Cell, Column, State, in_force_words, over_words
from network.vocabulary.partial_date import PartialDate

from .enums import AgreementStatus
from .models import Agreement, AgreementParty
from .queries import visible_to

_OVER = (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED)
_ON_THE_WAY = (AgreementStatus.DRAFT, AgreementStatus.IN_APPROVAL)
Row = tuple[str, str, str]  # status, valid until, title


def agreements_in_force(viewer: Viewer) -> dict[int, Cell]:
    """Only what is said to be in force and is not past its end. A signature alone says neither."""
    found: dict[int, list[Row]] = defaultdict(list)
    rows = _parties(viewer).order_by("agreement__title", "agreement_id")
    for institution, status, until, title in rows.values_list(
        "institution", "agreement__status", "agreement__valid_until", "agreement__title"
    ):
        found[institution].append((status, until, title))
    today = timezone.localdate()
    return {institution: _cell(rows, today) for institution, rows in found.items()}


def activity(viewer: Viewer) -> Iterator[Activity]:
    rows = _parties(viewer).values_list(
        "institution", "agreement__signed_on", "agreement__title", "agreement__package_id"
    )
    for institution, signed_on, title, package_id in rows.order_by():
        yield Activity(institution, signed_on, title, ("agreement", package_id))


def _parties(viewer: Viewer) -> QuerySet[AgreementParty]:
    seen = visible_to(Agreement.objects.order_by(), viewer)
    return AgreementParty.objects.filter(agreement__in=seen.values("pk"))


def _cell(rows: list[Row], today: date) -> Cell:
    over = [row for row in rows if row[0] in _OVER or (row[1] and PartialDate(row[1]).last_day < today)]
    going = [row for row in rows if row not in over]
    current = [row for row in going if row[0] == AgreementStatus.IN_FORCE]
    if current:
        words = in_force_words(len(current), _ends(current))
        return Cell(State.SOLVED, words, len(current), _titles(current))
    untold = [row for row in going if row[0] not in _ON_THE_WAY]
    if untold:
        words = ngettext("%(n)s, not known if in force", "%(n)s, not known if in force", len(untold))
        return Cell(State.UNKNOWN, words % {"n": len(untold)}, len(untold), _titles(untold))
    if going:
        words = ngettext("None yet: %(n)s on the way", "None yet: %(n)s on the way", len(going))
        return Cell(State.GAP, words % {"n": len(going)}, 3, _titles(going))
    return Cell(State.GAP, over_words(_ends(over)), 2 if _ends(over) else 1, _titles(over))


def _ends(rows: list[Row]) -> list[str]:
    return [end for _status, end, _title in rows if end]


def _titles(rows: list[Row]) -> tuple[str, ...]:
    return tuple(title for *_rest, title in rows)


def _lacking(number: int) -> str:
    words = ngettext(
        "%(n)s has no agreement that may be in force", "%(n)s have no agreement that may be in force", number
    )
    return words % {"n": number}


columns = (
    Column(
        name="convenio",
        label=gettext_lazy("Agreements in force"),
        meaning=gettext_lazy(
            "Whether an agreement is said to be in force and is not past its end. Where no source tells "
            "its state, it is not known."
        ),
        absent=gettext_lazy("Without record"),
        order=50,
        anchor="convenios",
        cells=agreements_in_force,
        lacking=_lacking,
    ),
)
