"""The posts that belong to institutions that would be gone, and whether they are covered today."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.vocabulary.dependents import Dependent, Dependents

from .panels import coverage_badge
from .queries import with_coverage


def dependents(gone: Collection[str], viewer: Viewer, on: date | None) -> list[Dependents]:
    """A post says whether it is covered by its own publication setting, as everywhere."""
    posts = Post.objects.filter(institution__package_id__in=gone).select_related("institution")
    rows = with_coverage(posts.order_by("institution__name", "name", "pk"), viewer)
    return [
        Dependents(
            "posts",
            _("Posts of these institutions"),
            _("They would go with their institution. Whether each is covered is told as of today."),
            _("No post is recorded in these institutions."),
            80,
            tuple(
                Dependent(
                    f"posts:{post.package_id}",
                    post.name,
                    f"{post.institution.get_absolute_url()}#puestos",
                    (post.institution.called, coverage_badge(post).label),
                )
                for post in rows
            ),
        )
    ]
