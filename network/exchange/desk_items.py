"""Lists and packages that somebody brought and has not decided on."""

import datetime as dt

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import PENDING, SHOWN, DeskItem, DeskSection, Part
from network.vocabulary.panels import Link

from . import drafts
from .models import Draft, Import, State


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    """For whoever runs the network, as the pages of imports are."""
    if not viewer.runs_network:
        return []
    half, begun = _half_done(), unfinished()
    total = begun.count() + half.count()
    items = [item(row) for row in half[:SHOWN]]
    items += [item(row) for row in begun[: SHOWN - len(items)]]
    if not items:
        return []
    more = Link(_("See all"), f"{reverse('importing')}?estado={PENDING}")
    return [DeskSection("importaciones", title(), Part.UNFINISHED, 40, tuple(items), total, more)]


def title() -> str:
    return _("Lists half imported")


def pending() -> list[Import | Draft]:
    """All of them in the order of the desk: few, for what nobody takes up is deleted."""
    return [*_half_done(), *unfinished()]


def unfinished() -> QuerySet[Draft]:
    rows = Draft.objects.filter(Q(package=None) | Q(package__state=State.STAGED))
    return rows.order_by("-touched_at", "-pk")


def _half_done() -> QuerySet[Import]:
    """With the number of their rows (`total`) and of those that are in the platform (`inside`)."""
    half = Import.objects.filter(state__in=(State.APPLYING, State.UNDOING))
    return half.annotate(total=Count("rows"), inside=Count("rows", filter=Q(rows__done=True))).order_by("pk")


def item(row: Import | Draft) -> DeskItem:
    return _half(row) if isinstance(row, Import) else _begun(row)


def _half(row: Import) -> DeskItem:
    """`row` of `_half_done`."""
    page = reverse("import_done", args=[row.uid])
    numbers = {"inside": row.inside, "total": row.total}  # type: ignore[attr-defined]
    alive = drafts.is_alive(row)
    if row.state == State.UNDOING:
        doing, stopped = _("it is being undone"), _("half undone: %(inside)s of %(total)s rows are still in")
    else:
        doing, stopped = _("it is being applied"), _("half applied: %(inside)s of %(total)s rows are in")
    return DeskItem(
        title=row.source,
        url=page,
        why=doing if alive else stopped % numbers,
        deed=Link(_("Look") if alive else _("Go on, or take it out"), page),
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
