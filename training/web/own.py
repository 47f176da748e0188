"""Her own training: the editions she is in, what is done and what comes next. Hers alone."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import PlaceState
from events.models import Registration
from events.times import when_words
from network.accounts.viewer import Viewer
from network.vocabulary.desk import DeskSection
from network.vocabulary.panels import Badge
from network.vocabulary.words import certificates_name
from network.web.audience import insiders
from training.completion import checked
from training.desk_items import edition_title, taught
from training.enums import EditionState, EnrolmentState, WorkState
from training.machine import LEARNERS
from training.models import Assignment, Edition, Enrolment, UnitMark, Work
from training.progress.checklist import Names, checklist
from training.progress.facts import facts_of
from training.progress.waiting import works_waiting
from training.queries import editions_taught_by, enrolments_of
from training.rules import enrolment_badge

from .doors import own_trail, viewer_of

_OPEN = Edition.objects.filter(state=EditionState.OPEN).select_related("version__curriculum")


@insiders
def own_training(request: HttpRequest) -> HttpResponse:
    viewer, today = viewer_of(request), timezone.localdate()
    rows = enrolments_of(viewer).order_by("-created_at", "-pk")
    editions = editions_taught_by(_OPEN, viewer)
    grids = [
        (edition_title(one), reverse("edition_progress", args=[one.package_id]))
        for one in editions.order_by("-starts_on", "pk")
    ]
    context = {
        "title": _("My training"),
        "lines": [_line(row) for row in rows],
        "certificates": certificates_name(),
        "taught": grids,
        "waiting": _waiting(viewer, editions, today) if grids else [],
    }
    return render(request, "training/progress/own.html", context)


def _waiting(viewer: Viewer, editions: QuerySet[Edition], today: dt.date) -> list[DeskSection]:
    """What waits for her where she teaches; of what she runs it stands at the desk."""
    works = works_waiting(viewer).filter(enrolment__edition__in=editions)
    return [section for kind in taught(viewer, today, editions, works) for section in kind.section(None)]


@insiders
def own_enrolment(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The checklist of the rule, with what comes next."""
    row = own_or_404(request, uid)
    edition = row.edition
    facts = facts_of(edition, [row])[row.pk]
    line = checklist(edition.version.rule, facts, Names.of(edition.version_id))
    works = works_of(row)
    context = {
        "title": edition_title(edition),
        "certificates": certificates_name(),
        "row": row,
        "badge": enrolment_badge(row),
        "line": line,
        "deeper": "training/progress/line.html",
        "step": checked(edition.version.rule, facts).step,
        "is_over": facts.is_over,
        "sessions": _sessions(row),
        "elearning": edition.elearning_link if row.state in LEARNERS else "",
        "works": works,
        "waiting": [one for one in works if one["waits"]] if row.state == EnrolmentState.IN else [],
        "marks": _marks(row),
        "breadcrumb": own_trail(),
    }
    return render(request, "training/progress/enrolment.html", context)


def own_or_404(request: HttpRequest, uid: uuid.UUID) -> Enrolment:
    """Hers, and one in which she is a learner."""
    return get_object_or_404(enrolments_of(viewer_of(request)), uid=uid, state__in=LEARNERS)


def works_of(row: Enrolment) -> list[dict[str, Any]]:
    """Each work of the version with what she handed in last."""
    last = {work.assignment_id: work for work in Work.objects.filter(enrolment=row)}
    asked = Assignment.objects.filter(module__version=row.edition.version_id).select_related("module")
    return [
        {
            "assignment": one,
            "work": last.get(one.pk),
            "url": reverse("own_work", args=[row.uid, one.uid]),
            "badge": work_badge(last.get(one.pk)),
            "waits": one.pk not in last or last[one.pk].state == WorkState.RETURNED,
        }
        for one in asked.order_by("module__number", "number")
    ]


def work_badge(work: Work | None) -> Badge:
    if work is None:
        return Badge(_("to be handed in"), "warn")
    tones = {"approved": "good", "returned": "error", "handed_in": "accent"}
    return Badge(str(work.get_state_display()), tones[work.state])


def _line(row: Enrolment) -> dict[str, Any]:
    return {
        "row": row,
        "title": edition_title(row.edition),
        "badge": enrolment_badge(row),
        "url": reverse("own_enrolment", args=[row.uid]) if row.state in LEARNERS else "",
    }


def _sessions(row: Enrolment) -> list[dict[str, Any]]:
    """Those to come: the link to join for whoever has a seat, and for nobody else."""
    sessions = row.edition.sessions.filter(event__ends_at__gt=timezone.now(), event__state="published")
    sessions = sessions.select_related("event").order_by("event__starts_at", "number")
    seats = set(
        Registration.objects.filter(
            person=row.person_id, state=PlaceState.ENROLLED, event__course_session__edition=row.edition_id
        ).values_list("event", flat=True)
    )
    return [
        {
            "title": one.event.title,
            "url": one.event.get_absolute_url(),
            "when": when_words(one.event),
            "place": one.event.place,
            "joining": one.event.joining_link if one.event_id in seats else "",
            "has_seat": one.event_id in seats,
        }
        for one in sessions
    ]


def _marks(row: Enrolment) -> list[tuple[str, str]]:
    last = {
        mark.unit_id: mark for mark in UnitMark.objects.filter(enrolment=row).select_related("unit__content")
    }
    return [(str(mark.unit.content), _("done") if mark.is_done else _("not done")) for mark in last.values()]


urlpatterns = [
    path("mi-formacion/", own_training, name="own_training"),
    path("mi-formacion/<uuid:uid>/", own_enrolment, name="own_enrolment"),
]
