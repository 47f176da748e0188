"""Lists and packages that somebody brought and has not decided on."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part
from network.vocabulary.panels import Link

from .models import Draft, Import, State


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    """For whoever runs the network, as the pages of imports are."""
    if not viewer.runs_network:
        return []
    drafts = unfinished()
    applying = Import.objects.filter(state__in=(State.APPLYING, State.UNDOING))
    total = drafts.count() + applying.count()
    items = [_stopped(row) for row in applying.order_by("pk")[:SHOWN]]
    items += [_begun(row) for row in drafts.order_by("-touched_at", "-pk")[: SHOWN - len(items)]]
    if not items:
        return []
    more = Link(_("See all"), reverse("importing"))
    return [
        DeskSection("importaciones", _("Lists half imported"), Part.UNFINISHED, 40, tuple(items), total, more)
    ]


def unfinished() -> QuerySet[Draft]:
    return Draft.objects.filter(Q(package=None) | Q(package__state=State.STAGED))


def _stopped(row: Import) -> DeskItem:
    page = reverse("import_done", args=[row.uid])
    return DeskItem(
        title=row.source,
        url=page,
        why=_("it is being undone, or stopped in between")
        if row.state == State.UNDOING
        else _("it is being applied, or stopped in between"),
        deed=Link(_("Look"), page),
    )


def _begun(row: Draft) -> DeskItem:
    page = reverse("import_draft", args=[row.uid])
    touched = timezone.localdate(row.touched_at)
    date = formats.date_format(touched, "DATE_FORMAT")
    return DeskItem(
        title=row.name,
        url=page,
        why=_("brought and not applied; last touched: %(date)s") % {"date": date},
        on=touched.isoformat(),
        deed=Link(_("Go on"), page),
    )
