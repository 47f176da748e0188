"""Who asks to join and waits for the office; members of whom nobody knows whether they are still there."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.people.models import Affiliation
from network.vocabulary.desk import PENDING, SHOWN, DeskItem, DeskSection, Part
from network.vocabulary.panels import Link

from .affiliations import of_members, to_look_at
from .affiliations import visible_to as affiliations_visible_to
from .enums import ApplicationState
from .models import Application
from .queries import visible_to


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    """No name stands among what waits: the institution says enough to know what it is."""
    return [*_applications(viewer), *_affiliations(viewer, today)]


def _applications(viewer: Viewer) -> list[DeskSection]:
    rows = visible_to(Application.objects.order_by(), viewer).filter(state=ApplicationState.WAITING)
    total = rows.count()
    items = tuple(_item(row) for row in rows.order_by("confirmed_at", "pk")[:SHOWN])
    if not items:
        return []
    more = Link(_("See all"), f"{reverse('desk_joining')}?estado=espera")
    return [DeskSection("ingresos", _("Who asks to join"), Part.UNFINISHED, 5, items, total, more)]


def _item(row: Application) -> DeskItem:
    page = reverse("desk_application", args=[row.uid])
    why = _("she answered what was asked") if row.answered_at else _("confirmed from her e-mail")
    return DeskItem(
        title=row.institution_name,
        url=page,
        why=why,
        on=timezone.localdate(row.answered_at or row.confirmed_at).isoformat(),
        deed=Link(_("Read it"), page),
    )


def pending(viewer: Viewer, today: dt.date) -> QuerySet[Affiliation]:
    rows = affiliations_visible_to(of_members(), viewer).filter(to_look_at(today))
    return rows.select_related("institution", "person").order_by("asked_on", "pk")


def affiliation_item(row: Affiliation) -> DeskItem:
    why = (
        _("she says that she works there no longer")
        if row.says_no
        else _("asked whether she is still there, without an answer")
    )
    return DeskItem(
        title=row.institution.called,
        url=reverse("person", args=[row.person.uid]),
        why=why,
        on=row.asked_on.isoformat() if row.asked_on else "",
        deed=Link(_("Look"), f"{reverse('desk_affiliations')}?estado={PENDING}"),
    )


def _affiliations(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    if not viewer.runs_network:
        return []
    rows = pending(viewer, today)
    total = rows.count()
    items = tuple(affiliation_item(row) for row in rows[:SHOWN])
    if not items:
        return []
    more = Link(_("See all"), f"{reverse('desk_affiliations')}?estado={PENDING}")
    title = _("Affiliations to verify")
    return [DeskSection("adscripciones", title, Part.UNFINISHED, 45, items, total, more)]
