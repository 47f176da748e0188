"""Whose training it is, and who is let in."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from training.desk_items import edition_title
from training.models import Curriculum, Edition
from training.queries import (
    curricula_kept_by,
    curricula_visible_to,
    editions_kept_by,
    editions_visible_to,
    may_make_curricula,
    with_sessions,
)

Breadcrumb = list[tuple[str, str]]


def viewer_of(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def curriculum_or_404(request: HttpRequest, package_id: str) -> Curriculum | HttpResponseBase:
    """The training, if she may see it; a visitor is sent to log in for any other, there or not."""
    rows = curricula_visible_to(Curriculum.objects.select_related("institution"), viewer_of(request))
    return _or_login(request, rows.filter(package_id=package_id).first())


def edition_or_404(request: HttpRequest, package_id: str) -> Edition | HttpResponseBase:
    rows = editions_visible_to(with_sessions(Edition.objects.all()), viewer_of(request))
    return _or_login(request, rows.filter(package_id=package_id).first())


def kept_curriculum_or_404(request: HttpRequest, package_id: str) -> Curriculum:
    """A training that she writes."""
    rows = curricula_kept_by(Curriculum.objects.select_related("institution"), viewer_of(request))
    return get_object_or_404(rows, package_id=package_id)


def kept_edition_or_404(request: HttpRequest, package_id: str) -> Edition:
    """An edition that she runs."""
    rows = editions_kept_by(with_sessions(Edition.objects.all()), viewer_of(request))
    return get_object_or_404(rows, package_id=package_id)


def runner_or_404(request: HttpRequest) -> Viewer:
    """Whoever runs some training, or may make one."""
    viewer = viewer_of(request)
    if (
        not may_make_curricula(viewer)
        and not curricula_kept_by(Curriculum.objects.order_by(), viewer).exists()
        and not editions_kept_by(Edition.objects.order_by(), viewer).exists()
    ):
        raise Http404
    return viewer


def trail(curriculum: Curriculum | None = None, edition: Edition | None = None) -> Breadcrumb:
    """Where one is at the desk."""
    found: Breadcrumb = [(_("Trainings"), reverse("desk_trainings"))]
    if curriculum is not None:
        found += [
            (_("Curricula"), reverse("desk_curricula")),
            (str(curriculum), curriculum_place(curriculum)),
        ]
    if edition is not None:
        found.append((edition_title(edition), edition_place(edition)))
    return found


def curriculum_place(curriculum: Curriculum) -> str:
    return reverse("desk_curriculum", args=[curriculum.package_id])


def edition_place(edition: Edition) -> str:
    return reverse("desk_edition", args=[edition.package_id])


def form_page(**context: Any) -> dict[str, Any]:
    """What the house's page of one form wants, with what is not said left empty."""
    return {"kicker": "", "lead": "", "settings": [], **context}


def learner_or_404(request: HttpRequest) -> Viewer:
    """Whoever has a record of her own."""
    viewer = viewer_of(request)
    if viewer.person_id is None:
        raise Http404
    return viewer


def own_trail() -> Breadcrumb:
    return [(_("My training"), reverse("own_training"))]


def plain(values: Any) -> list[tuple[str, str]]:
    """Facts without those of which nothing is known."""
    return [(str(name), str(text)) for name, text in values if text]


def _or_login(request: HttpRequest, found: Any) -> Any:
    if found is not None:
        return found
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404
