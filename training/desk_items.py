"""What waits at the desk: requests, drafts, editions to begin or to close, learners at risk, works to review,
superiors who are silent; trainings elsewhere to be verified."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.people.models import Person
from network.people.queries import visible_to
from network.people.rules import shown_line
from network.vocabulary.desk import PENDING, SHOWN, DeskItem, DeskSection, Part, when_due
from network.vocabulary.panels import Link

from .enums import EditionState, EnrolmentState, ExternalState
from .listed import learner_name
from .mails import days_words
from .models import Edition, Enrolment, Work
from .progress.waiting import Risk, not_closed, risks, without_consent, works_waiting
from .queries import editions_kept_by, people_named_to
from .record.queries import external_kept_by

SOON_DAYS = 14
# How the list at the desk is asked for each of them.
DECIDE, SOON, DRAFTS = "por-decidir", "proximas", "borradores"
RISKS, WORKS, UNCLOSED, SILENT = "en-riesgo", "trabajos", "por-cerrar", "sin-conformidad"


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
    for kind in waiting(viewer, today):
        more = Link(_("See all"), f"{reverse('desk_trainings')}?estado={kind.state}")
        found += kind.section(more)
    return [*found, *_externals(viewer)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows of one kind that wait for her, and how they stand on the desk."""

    state: str
    title: str
    part: Part
    order: int
    rows: Callable[[], QuerySet[Any] | list[Any]]
    items: Callable[[Sequence[Any]], list[DeskItem]]

    def section(self, more: Link | None) -> list[DeskSection]:
        """None where nothing of it waits."""
        rows = self.rows()
        total = len(rows) if isinstance(rows, list) else rows.count()
        if not total:
            return []
        items = tuple(self.items(list(rows[:SHOWN])))
        anchor = f"formacion-{self.state}"
        return [DeskSection(anchor, self.title, self.part, self.order, items, total, more)]


def waiting(viewer: Viewer, today: dt.date) -> list[Waiting]:
    """What goes on in the editions that she runs, and the works that she reviews."""
    kept = editions_kept_by(Edition.objects.select_related("version__curriculum"), viewer)
    soon = today + dt.timedelta(days=SOON_DAYS)
    return [
        Waiting(
            SILENT,
            _("Superiors who have not answered"),
            Part.WAITING,
            37,
            lambda: without_consent(kept, soon),
            lambda rows: [_silent(row, today) for row in rows],
        ),
        Waiting(
            UNCLOSED,
            _("Trainings that are over and not closed"),
            Part.UNFINISHED,
            33,
            lambda: not_closed(kept, today),
            lambda rows: [_unclosed(row) for row in rows],
        ),
        *taught(viewer, today, kept, works_waiting(viewer)),
    ]


def taught(
    viewer: Viewer, today: dt.date, editions: QuerySet[Edition], works: QuerySet[Work]
) -> list[Waiting]:
    """Learners of those editions who are at risk, and those works."""
    return [
        Waiting(
            RISKS,
            _("Trainings that some may not complete"),
            Part.UNFINISHED,
            37,
            lambda: risks(editions, viewer, today),
            lambda rows: [_risk(row) for row in rows],
        ),
        Waiting(
            WORKS,
            _("Works waiting to be reviewed"),
            Part.UNFINISHED,
            38,
            lambda: works,
            lambda rows: work_items(rows, viewer),
        ),
    ]


def risk_words(risk: Risk) -> str:
    """In numbers: who they are is told on the page of its progress."""
    missed = ngettext(
        "%(n)s person can no longer complete it", "%(n)s people can no longer complete it", risk.missed
    ) % {"n": risk.missed}
    close = ngettext(
        "%(n)s person cannot miss the next session", "%(n)s people cannot miss the next session", risk.close
    ) % {"n": risk.close}
    return "; ".join(said for number, said in ((risk.missed, missed), (risk.close, close)) if number)


def work_items(rows: Sequence[Work], viewer: Viewer) -> list[DeskItem]:
    """Each with who handed it in, as the viewer may read her name."""
    keys = [row.enrolment_id for row in rows]
    people = people_named_to(Enrolment.objects.filter(pk__in=keys), viewer)
    return [
        DeskItem(
            title=row.assignment.title,
            url=reverse("judged_work", args=[row.uid]),
            why=_("%(person)s handed it in on %(day)s, in %(training)s")
            % {
                "person": learner_name(row.enrolment, people),
                "day": date_format(timezone.localtime(row.handed_in_at), "DATE_FORMAT"),
                "training": edition_title(row.enrolment.edition),
            },
            on=timezone.localtime(row.handed_in_at).date().isoformat(),
        )
        for row in rows
    ]


def _silent(row: Edition, today: dt.date) -> DeskItem:
    number: int = row.silent  # type: ignore[attr-defined]
    told = ngettext("%(n)s superior has not answered", "%(n)s superiors have not answered", number)
    assert row.starts_on is not None  # it was published
    begins = _("it begins on %(day)s") if row.starts_on > today else _("it began on %(day)s")
    return DeskItem(
        title=edition_title(row),
        url=f"{reverse('desk_enrolments', args=[row.package_id])}?estado={SILENT}",
        why=f"{told % {'n': number}}; {begins % {'day': date_format(row.starts_on, 'DATE_FORMAT')}}",
        on=row.starts_on.isoformat(),
    )


def _unclosed(row: Edition) -> DeskItem:
    day = date_format(row.ends_on, "DATE_FORMAT") if row.ends_on else ""
    return DeskItem(
        title=edition_title(row),
        url=reverse("desk_edition_results", args=[row.package_id]),
        why=_("it ended on %(day)s, and its results are not fixed") % {"day": day},
        on=row.ends_on.isoformat() if row.ends_on else "",
    )


def _risk(risk: Risk) -> DeskItem:
    row = risk.edition
    return DeskItem(
        title=edition_title(row),
        url=reverse("edition_progress", args=[row.package_id]),
        why=risk_words(risk),
        on=row.ends_on.isoformat() if row.ends_on else "",
    )


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
