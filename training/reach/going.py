"""Where nobody has learned a content: who of that institution could go, and to which edition."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.people.models import Person
from network.people.queries import working_in

from ..enums import EditionState
from ..models import Edition
from ..queries import editions_visible_to


@dataclass(frozen=True, slots=True)
class Offer:
    """An edition that one may still ask to be in."""

    title: str
    name: str
    package_id: str
    starts_on: dt.date
    closes_on: dt.date | None


def who_could_go(institution: Institution, viewer: Viewer) -> list[Person]:
    """Everybody of it whom the viewer may see, whatever she learned: to leave one out would tell of her."""
    return list(working_in(institution, viewer))


def open_editions(viewer: Viewer) -> dict[int, list[Offer]]:
    """Content → the editions that teach it, have not begun and still take people, the nearest first."""
    today = timezone.localdate()
    coming = Edition.objects.filter(state=EditionState.OPEN, starts_on__gt=today).filter(
        Q(closes_on=None) | Q(closes_on__gte=today)
    )
    rows = editions_visible_to(coming, viewer).select_related("version__curriculum").distinct()
    found: dict[int, list[Offer]] = {}
    taught = rows.order_by("starts_on", "pk").prefetch_related("version__modules__units")
    for row in taught:
        offer = Offer(
            str(row.version.curriculum), row.title, row.package_id, row.starts_on or today, row.closes_on
        )
        contents = {unit.content_id for module in row.version.modules.all() for unit in module.units.all()}
        for content in sorted(contents):
            found.setdefault(content, []).append(offer)
    return found
