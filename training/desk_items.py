"""What waits at the desk: requests, drafts, editions to begin; trainings elsewhere to be verified."""

import datetime as dt

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.people.models import Person
from network.people.queries import visible_to
from network.people.rules import shown_line
from network.vocabulary.desk import PENDING, SHOWN, DeskItem, DeskSection, Part, when_due
from network.vocabulary.panels import Link

from .enums import EditionState, EnrolmentState, ExternalState
from .mails import days_words
from .models import Edition
from .queries import editions_kept_by
from .record.queries import external_kept_by

SOON_DAYS = 14
# How the list at the desk is asked for each of them.
DECIDE, SOON, DRAFTS = "por-decidir", "proximas", "borradores"


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    kept = editions_kept_by(Edition.objects.select_related("version__curriculum"), viewer)
    titles = {
        DECIDE: (_("Requests for trainings to decide"), Part.UNFINISHED, 34),
        SOON: (_("Trainings to come"), Part.DUE, 17),
        DRAFTS: (_("Drafts of trainings"), Part.UNFINISHED, 35),
    }
    found = []
    for state, (title, part, order) in titles.items():
        rows = in_state(kept, state, today)
        total = rows.order_by().count()
        if total:
            items = tuple(_item(row, state, today) for row in rows[:SHOWN])
            more = Link(_("See all"), f"{reverse('desk_trainings')}?estado={state}")
            found.append(DeskSection(f"formacion-{state}", title, part, order, items, total, more))
    return [*found, *_externals(viewer)]


def in_state(rows: QuerySet[Edition], state: str, today: dt.date) -> QuerySet[Edition]:
    if state == DECIDE:
        asked = Count("enrolments", filter=Q(enrolments__state=EnrolmentState.ASKED))
        waiting = rows.filter(state=EditionState.OPEN).annotate(asked=asked).filter(asked__gt=0)
        return waiting.order_by("starts_on", "pk")
    if state == SOON:
        last = today + dt.timedelta(days=SOON_DAYS)
        coming = rows.filter(state=EditionState.OPEN, starts_on__gte=today, starts_on__lte=last)
        return coming.order_by("starts_on", "pk")
    return rows.filter(state=EditionState.DRAFT).order_by("-pk")


def _item(row: Edition, state: str, today: dt.date) -> DeskItem:
    day = row.starts_on.isoformat() if row.starts_on else ""
    told = {"on": day, "when": when_due(day, today)} if day else {}
    why = days_words(row)
    if state == DECIDE:
        number: int = row.asked  # type: ignore[attr-defined]
        why = ngettext("%(n)s request waits", "%(n)s requests wait", number) % {"n": number}
    return DeskItem(
        title=edition_title(row),
        url=reverse("desk_edition", args=[row.package_id]),
        why=why,
        **told,  # type: ignore[arg-type]
    )


def edition_title(row: Edition) -> str:
    """Its curriculum, and what tells it from other editions."""
    title = str(row.version.curriculum)
    return f"{title}: {row.title}" if row.title else title


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
