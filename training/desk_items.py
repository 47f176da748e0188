"""What waits at the desk: trainings taken elsewhere, to be verified."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.people.models import Person
from network.people.queries import visible_to
from network.people.rules import shown_line
from network.vocabulary.desk import PENDING, SHOWN, DeskItem, DeskSection, Part
from network.vocabulary.panels import Link

from .enums import ExternalState
from .record.queries import external_kept_by


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    return [*_externals(viewer)]


def _externals(viewer: Viewer) -> list[DeskSection]:
    rows = external_kept_by(viewer).filter(state=ExternalState.HANDED_IN).order_by("handed_in_at", "pk")
    total = rows.count()
    if not total:
        return []
    shown = list(rows[:SHOWN])
    people = visible_to(Person.objects.filter(pk__in=[row.person_id for row in shown]), viewer)
    names = {one.pk: shown_line(one)[0] for one in people}
    items = tuple(
        DeskItem(
            title=row.title,
            url=reverse("desk_external", args=[row.uid]),
            why=_("%(person)s handed it in to be verified") % {"person": names.get(row.person_id, "")},
            on=row.handed_in_at.date().isoformat(),
        )
        for row in shown
    )
    more = Link(_("See all"), f"{reverse('desk_externals')}?estado={PENDING}")
    return [
        DeskSection(
            "formacion-externa", _("Trainings to be verified"), Part.UNFINISHED, 36, items, total, more
        )
    ]
