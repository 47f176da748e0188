"""The posts of an institution and whether they are covered, for its dossier."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.enums import LIAISON_KINDS
from network.institutions.models import Institution, Post
from network.vocabulary.panels import Badge, Panel
from network.vocabulary.spans import span_words
from network.vocabulary.words import without_liaison

from .enums import Capacity
from .queries import (
    COVERED,
    UPDATING,
    VACANT,
    appointments_visible_to,
    current_appointments,
)
from .rules import vacancy_words
from .vacancies import since, with_vacancy


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the post, in what capacity and since when, as this viewer may know it."""

    name: str
    url: str  # empty where the viewer may not open pages of people
    capacity: str
    since: str


@dataclass(frozen=True, slots=True)
class PostRow:
    post: Post
    coverage: Badge
    vacant: str  # since when, where its coverage is told and an end is recorded
    url: str  # of its page at the desk, for whoever runs the network
    holders: tuple[Holder, ...]


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    posts = institution.posts.select_related("mechanism").order_by("name", "pk")
    rows = _rows(list(with_vacancy(posts, viewer)), viewer)
    return [
        Panel(
            title=_("Posts"),
            anchor="puestos",
            template="network/panels/posts.html",
            context={"rows": rows},
            order=20,
            is_empty=not rows,
            absent=_("posts"),
        )
    ]


def coverage_badge(post: Post) -> Badge:
    """The words for a row of `with_coverage`, by the country's own way of saying that a post is vacant."""
    coverage = post.coverage  # type: ignore[attr-defined]
    if coverage == COVERED:
        return Badge(_("covered"), "good")
    if coverage == VACANT:
        return Badge(
            without_liaison() if post.kind in LIAISON_KINDS else _("no designation recorded"), "warn"
        )
    if coverage == UPDATING:
        return Badge(_("being updated"), "muted")
    return Badge(_("told within the network"), "muted")


def _rows(posts: list[Post], viewer: Viewer) -> list[PostRow]:
    holders: dict[int, list[Holder]] = {}
    if posts:
        appointments = current_appointments().filter(post__in=posts).select_related("person")
        for appointment in appointments_visible_to(appointments, viewer).order_by("started", "pk"):
            holders.setdefault(appointment.post_id, []).append(
                Holder(
                    name=appointment.person.name,
                    url=appointment.person.get_absolute_url() if viewer.is_member else "",
                    capacity=str(Capacity(appointment.capacity).label),
                    since=span_words(appointment.started, ""),
                )
            )
    today = timezone.localdate()
    return [
        PostRow(
            post,
            coverage_badge(post),
            vacancy_words(since(post), today),
            reverse("desk_post", args=[post.package_id]) if viewer.runs_network else "",
            tuple(holders.get(post.pk, ())),
        )
        for post in posts
    ]
