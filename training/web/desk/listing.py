"""`/gestion/formacion/`: the editions that she runs, and the curricula that she writes."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.web.audience import insiders
from network.web.listing import Orders, choice, kind_options, listing, matching
from network.web.pending import asks_pending, pending_items
from training.desk_items import DECIDE, DRAFTS, SOON, in_state, waiting
from training.enums import EditionState
from training.models import Curriculum, CurriculumVersion, Edition
from training.queries import curricula_kept_by, editions_kept_by, may_make_curricula, with_sessions

from ..doors import curriculum_place, edition_place, runner_or_404
from ..words import told_edition

PAST = "pasadas"


@insiders
def trainings(request: HttpRequest) -> HttpResponse:
    viewer, today = runner_or_404(request), timezone.localdate()
    kinds = waiting(viewer, today)
    for kind in kinds:
        if asks_pending(request, kind.state):
            room = (_("Trainings"), reverse("desk_trainings"))
            return pending_items(
                request, kind.rows(), kind.items, title=kind.title, room=room, state=kind.state
            )
    kept = editions_kept_by(with_sessions(Edition.objects.all()), viewer)
    states = [
        (DECIDE, _("With requests to decide")),
        (SOON, _("Within two weeks")),
        (DRAFTS, pgettext("editions", "Drafts")),
        (PAST, pgettext("editions", "Past ones")),
        *((kind.state, kind.title) for kind in kinds),
    ]
    choices = (choice(request, "estado", _("State"), states),)
    asked = choices[0].value
    if asked == PAST:
        rows = kept.filter(ends_on__lt=today)
    else:
        rows = in_state(kept, asked, today) if asked else kept.exclude(ends_on__lt=today)
    rows = matching(rows, request.GET.get("q", ""), "title", "version__curriculum__title")
    page = listing(request, rows, choices=choices, orders=_orders(), dress=_editions)
    number = page.page.paginator.count
    context = {
        "title": _("Trainings"),
        "lead": _(
            "The editions that you run: drafts, what is coming, and who asks for a place. A new one begins "
            "on the page of its curriculum."
        ),
        "count": ngettext("%(n)s edition", "%(n)s editions", number) % {"n": number},
        "listing": page,
        "row_template": "training/desk/edition_row.html",
        "actions": [{"url": reverse("desk_curricula"), "label": _("Curricula"), "primary": True}],
        "breadcrumb": [(_("Desk"), reverse("desk"))] if viewer.runs_network else [],
    }
    return render(request, "events/desk/list.html", context)


def _orders() -> Orders:
    drafts_first = Case(
        When(state=EditionState.DRAFT, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return {
        "proximas": (_("Drafts, then the nearest"), (drafts_first, "starts_on", "pk")),
        "recientes": (_("Latest first"), ("-starts_on", "-pk")),
    }


def _editions(rows: Sequence[Edition]) -> list[dict[str, Any]]:
    return [{"told": told_edition(row), "url": edition_place(row)} for row in rows]


@insiders
def curricula(request: HttpRequest) -> HttpResponse:
    viewer = runner_or_404(request)
    kept = curricula_kept_by(Curriculum.objects.all(), viewer)
    offered = [("archivados", _("Archived"))]
    choices = (
        choice(request, "tipo", _("Kind"), kind_options(kept, "training_kind")),
        choice(request, "estado", _("State"), offered),
    )
    rows = kept.filter(kind=choices[0].value) if choices[0].value else kept
    rows = rows.filter(is_archived=bool(choices[1].value))
    rows = matching(rows, request.GET.get("q", ""), "title", "title_en")
    versions = CurriculumVersion.objects.order_by("-number")
    rows = rows.select_related("institution").prefetch_related(Prefetch("versions", queryset=versions))
    orders: Orders = {"nombre": (_("By name"), ("title", "pk"))}
    page = listing(request, rows, choices=choices, orders=orders, dress=_curricula)
    number = page.page.paginator.count
    new = {"url": reverse("desk_curriculum_new"), "label": _("New curriculum"), "primary": True}
    context = {
        "title": _("Curricula"),
        "lead": _("What is taught: modules, contents and works, version by version."),
        "count": ngettext("%(n)s curriculum", "%(n)s curricula", number) % {"n": number},
        "listing": page,
        "row_template": "training/desk/curriculum_row.html",
        "actions": [new] if may_make_curricula(viewer) else [],
        "breadcrumb": [(_("Trainings"), reverse("desk_trainings"))],
    }
    return render(request, "events/desk/list.html", context)


def _curricula(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "url": curriculum_place(row),
            "kind": row.get_kind_display(),
            "versions": [
                version_words(version) for version in row.versions.all() if version.state != "replaced"
            ],
        }
        for row in rows
    ]


def version_words(version: CurriculumVersion) -> str:
    told = _("version %(n)s, %(state)s")
    return told % {"n": version.number, "state": version.get_state_display()}


urlpatterns = [
    path("gestion/formacion/", trainings, name="desk_trainings"),
    path("gestion/formacion/programas/", curricula, name="desk_curricula"),
]
