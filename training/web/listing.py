"""`/formacion/`: what is offered, and which editions are to come; `/formacion/<…>/`: one training."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from network.web.audience import public
from network.web.listing import Orders, choice, kind_options, listing, matching
from training.curricula.words import hours_of, hours_words, rule_words
from training.enums import VersionState
from training.models import Curriculum, CurriculumVersion, Edition
from training.queries import (
    curricula_kept_by,
    curricula_visible_to,
    editions_visible_to,
    to_come,
    with_matter,
    with_sessions,
)
from training.rules import outward

from .doors import curriculum_or_404, curriculum_place, viewer_of
from .words import told_edition, told_modules

_SOON = 8


@public
def trainings(request: HttpRequest) -> HttpResponse:
    viewer, today = viewer_of(request), timezone.localdate()
    visible = curricula_visible_to(Curriculum.objects.filter(is_archived=False), viewer)
    visible = visible.filter(versions__state=VersionState.IN_FORCE)
    choices = (choice(request, "tipo", _("Kind"), kind_options(visible, "training_kind")),)
    rows = visible.filter(kind=choices[0].value) if choices[0].value else visible
    rows = matching(rows, request.GET.get("q", ""), "title", "title_en", "purpose", "for_whom")
    in_force = with_matter(CurriculumVersion.objects.filter(state=VersionState.IN_FORCE))
    rows = rows.select_related("institution").prefetch_related(
        Prefetch("versions", queryset=in_force, to_attr="in_force"), "themes"
    )
    orders: Orders = {"nombre": (_("By name"), ("title", "pk"))}
    page = listing(request, rows, choices=choices, orders=orders, dress=_dressed)
    coming = to_come(editions_visible_to(with_sessions(Edition.objects.all()), viewer), today)[:_SOON]
    number = page.page.paginator.count
    context = {
        "title": _("Trainings"),
        "lead": _("Courses, workshops and diplomas of the network, and when they are given."),
        "count": npgettext("offered", "%(n)s training", "%(n)s trainings", number) % {"n": number},
        "listing": page,
        "row_template": "training/row.html",
        "coming": [told_edition(row) for row in coming],
    }
    return render(request, "training/list.html", context)


def _dressed(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "kind": row.get_kind_display(),
            "hours": hours_words(hours_of(row.in_force[0])),
            "giver": row.institution.called if row.institution else "",
        }
        for row in rows
    ]


@public
def curriculum(request: HttpRequest, package_id: str) -> HttpResponseBase:
    found = curriculum_or_404(request, package_id)
    if not isinstance(found, Curriculum):
        return found
    viewer = viewer_of(request)
    version = with_matter(found.versions.filter(state=VersionState.IN_FORCE)).first()
    editions = editions_visible_to(with_sessions(Edition.objects.filter(version__curriculum=found)), viewer)
    coming = to_come(editions, timezone.localdate())
    kept = curricula_kept_by(Curriculum.objects.filter(pk=found.pk), viewer).exists()
    context = {
        "curriculum": found,
        "outward": outward(found),
        "kind": found.get_kind_display(),  # type: ignore[attr-defined]
        "facts": _facts(found, version),
        "modules": told_modules(version) if version else [],
        "rule": rule_words(version) if version else [],
        "prerequisites": list(version.prerequisites.all()) if version else [],
        "equivalences": list(version.equivalences.all()) if version else [],
        "coming": [told_edition(row) for row in coming],
        "desk": curriculum_place(found) if kept else "",
        "breadcrumb": [(_("Trainings"), reverse("trainings"))],
    }
    return render(request, "training/curriculum.html", context)


def _facts(found: Curriculum, version: CurriculumVersion | None) -> list[tuple[str, str]]:
    said = (
        (_("For whom"), found.for_whom),
        (_("How long"), hours_words(hours_of(version)) if version else ""),
        (_("Who offers it"), found.institution.called if found.institution else ""),
        (_("Themes"), ", ".join(capfirst(theme.label) for theme in found.themes.all())),
    )
    return [(str(name), str(text)) for name, text in said if text]


urlpatterns = [path("formacion/", trainings, name="trainings")]
last_patterns = [path("formacion/<slug:package_id>/", curriculum, name="curriculum")]
