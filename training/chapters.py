"""The trainings that are not over, for whoever takes over a post."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.institutions.queries import each_with_all
from network.vocabulary.chapters import Chapter, Row
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.spans import event_words

from .models import GivenTraining
from .queries import trainings_around
from .rules import number_facts


def _rows(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    """Those whose last day, or whose only date, has not passed."""
    today = timezone.localdate()
    year = str(today.year)
    asked = (
        Q(started__gte=year) | Q(ended__gte=year) if keys is None else Q(package_id__in=keys)
    )  # what remains is decided below, to the day
    found = []
    for training, providers in each_with_all(trainings_around(post.institution).filter(asked)):
        if keys is None and not _is_unfinished(training):
            continue
        cells = (
            training.title,
            event_words(training.started, training.ended),
            ", ".join(one.called for one in providers),
            training.audience_institution.called if training.audience_institution else training.audience,
            "; ".join(number_facts(training)),
        )
        found.append(Row(training.package_id, cells))
    return found


def _is_unfinished(training: GivenTraining) -> bool:
    last = training.ended or training.started
    return bool(last) and PartialDate(last).last_day >= timezone.localdate()


CHAPTERS = (
    Chapter(
        name="trainings",
        label=_("Unfinished trainings"),
        absent=_("No training is under way or announced."),
        order=60,
        columns=(_("Training"), _("When"), _("Given by"), _("For whom"), _("Numbers")),
        rows=_rows,
    ),
)
