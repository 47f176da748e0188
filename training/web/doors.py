"""Whose edition it is, and who is let in."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.people.models import Person
from training.models import Edition, Enrolment
from training.queries import editions_kept_by

Breadcrumb = list[tuple[str, str]]


def viewer_of(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def kept_edition(request: HttpRequest, package_id: str) -> Edition:
    """An edition that she runs."""
    rows = Edition.objects.select_related("version__curriculum")
    return get_object_or_404(editions_kept_by(rows, viewer_of(request)), package_id=package_id)


def edition_name(edition: Edition) -> str:
    curriculum = str(edition.version.curriculum)
    return f"{curriculum}: {edition.title}" if edition.title else curriculum


def learner_or_404(request: HttpRequest) -> Viewer:
    """Whoever has a record of her own."""
    viewer = viewer_of(request)
    if viewer.person_id is None:
        raise Http404
    return viewer


def learner_name(row: Enrolment, people: dict[int, Person]) -> str:
    """Of a learner, as whoever runs the edition may read it."""
    if row.person_id is None:
        return str(row.name)
    person = people.get(row.person_id)
    if person is None:
        return _("Reserved place")
    return person.name if person.sees_name else person.alias  # type: ignore[attr-defined]


def own_trail() -> Breadcrumb:
    return [(_("My training"), reverse("own_training"))]


def plain(values: Any) -> list[tuple[str, str]]:
    """Facts without those of which nothing is known."""
    return [(str(name), str(text)) for name, text in values if text]
