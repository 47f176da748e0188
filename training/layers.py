"""A layer that is off until it is asked for: institutions whose members learned in the same past editions.

It is drawn from people, so it is told to members alone, from those who let their ties be seen by members;
nothing is added by duty. It names institutions only, and of an edition no more than the month in which it
ended. Trainings on violence or harassment, by title or theme, are never in it, nor such contents of others.
"""

from collections import defaultdict
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.viewer import Viewer
from network.graph.snapshot import Context, Membership
from network.messages.neutral import asks_for_neutrality
from network.people.queries import current_affiliations
from network.ties.collaborations import showing_ties
from network.vocabulary.layers import Layer, first_day
from network.vocabulary.spans import date_words

from .enums import EditionState
from .models import CurriculumContent, Edition, Learned
from .queries import editions_visible_to

NAME = "co_learning"


def co_learning(viewer: Viewer) -> list[Context]:
    """A context for each edition that is over and in which members of two institutions learned."""
    if viewer.person_id is None:
        return []
    over = Edition.objects.exclude(state__in=(EditionState.DRAFT, EditionState.CANCELLED)).filter(
        ends_on__lt=timezone.localdate()
    )
    editions = {
        row.pk: row
        for row in editions_visible_to(over, viewer)
        .select_related("version__curriculum")
        .prefetch_related("version__curriculum__themes")
        .distinct()
        if not _is_tender(row)
    }
    showing = showing_ties(viewer).order_by().values("pk")
    rows = current_affiliations().filter(person__in=showing, is_main=True).order_by("-pk")
    places = dict(
        rows.values_list("person", "institution__package_id")
    )  # where each works in the first place
    together: dict[int, set[str]] = defaultdict(set)
    learned = Learned.objects.filter(enrolment__edition__in=editions, person__in=showing).order_by()
    for edition, person in learned.exclude(content__in=_tender()).values_list("enrolment__edition", "person"):
        if person in places:
            together[edition].add(places[person])
    found = []
    for pk, institutions in together.items():
        if len(institutions) < 2:
            continue
        row = editions[pk]
        month = row.ends_on.strftime("%Y-%m") if row.ends_on else ""
        found.append(
            Context(
                f"{NAME}:{uuid5(NAMESPACE_URL, str(row.uid))}",
                NAME,
                _("Training, %(month)s") % {"month": date_words(month)},
                tuple(Membership(one) for one in sorted(institutions)),
                first_day(month),
            )
        )
    return sorted(found, key=lambda context: context.id)


def _is_tender(edition: Edition) -> bool:
    """Whether its title or a theme of it is nothing to read beside who was there."""
    curriculum = edition.version.curriculum
    themes = [text for one in curriculum.themes.all() for text in (one.code, one.label_es, one.label_en)]
    titles = (curriculum.title, curriculum.title_en, edition.title)
    return bool(curriculum.outward_title) or asks_for_neutrality(*titles, *themes)


def _tender() -> list[int]:
    """The contents that tie nobody: who learned them together may not be told."""
    rows = CurriculumContent.objects.order_by()
    return [one.pk for one in rows if asks_for_neutrality(one.title_es, one.title_en)]


layers = (
    Layer(
        NAME,
        gettext_lazy("Learning in the same trainings"),
        co_learning,
        is_standing=False,
        meaning=gettext_lazy(
            "Two institutions are tied where members of both learned a content in the same edition of a "
            "training that is over, and let their ties be seen. Being enrolled does not count, nor do "
            "trainings that go on, nor those on violence or harassment. It names nobody, and of each "
            "training the month in which it ended."
        ),
        is_for=lambda viewer: viewer.person_id is not None,
    ),
)
