"""The plans under way that whoever takes over a post finds."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.vocabulary.chapters import Chapter, Row
from network.vocabulary.partial_date import in_force_on
from network.vocabulary.spans import span_words

from .models import Plan


def _rows(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    plans = Plan.objects.filter(institution=post.institution_id)
    if keys is None:
        plans = plans.filter(in_force_on(timezone.localdate(), start="starts_on", end="ends_on"))
    else:
        plans = plans.filter(package_id__in=keys)
    return [
        Row(plan.package_id, (plan.title, plan.get_kind_display(), span_words(plan.starts_on, plan.ends_on)))  # type: ignore[attr-defined]
        for plan in plans.order_by("title", "pk")
    ]


CHAPTERS = (
    Chapter(
        name="plans",
        label=_("Plans under way"),
        absent=_("No plan of the institution is under way on record."),
        order=40,
        columns=(_("Plan"), _("Kind"), _("When")),
        rows=_rows,
    ),
)
