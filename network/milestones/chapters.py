"""What the institution did in the last year, for whoever takes over a post in it."""

from collections.abc import Collection
from itertools import groupby

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.vocabulary.chapters import Chapter, Row
from network.vocabulary.spans import event_words

from .models import MilestoneInstitution
from .queries import roles_beside
from .rules import number_facts


def _rows(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    """The last twelve months; what bears a year alone belongs to them if it is this year."""
    today = timezone.localdate()
    month, year = f"{today.year - 1}-{today.month:02d}", str(today.year)
    recent = Q(milestone__started__gte=month) | Q(milestone__started=year) | Q(milestone__ended__gte=month)
    asked = recent if keys is None else Q(milestone__package_id__in=keys)
    found = []
    rows = roles_beside(post.institution, viewer).filter(asked)
    for _key, group in groupby(rows, key=lambda row: row.milestone_id):
        found.append(_row(list(group), post))
    return found


def _row(rows: list[MilestoneInstitution], post: Post) -> Row:
    milestone = rows[0].milestone
    own = [row.get_role_display() for row in rows if row.institution_id == post.institution_id]
    others = dict.fromkeys(
        row.institution.called for row in rows if row.institution_id != post.institution_id
    )
    return Row(
        milestone.package_id,
        (
            milestone.title,
            event_words(milestone.started, milestone.ended),
            ", ".join(own),
            ", ".join(others),
            "; ".join(number_facts(milestone)),
        ),
    )


CHAPTERS = (
    Chapter(
        name="milestones",
        label=_("Milestones of the last year"),
        absent=_("No milestone of the last year is on record."),
        order=80,
        columns=(_("Milestone"), _("When"), _("Part of the institution"), _("With"), _("Numbers")),
        rows=_rows,
    ),
)
