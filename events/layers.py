"""A layer that is off until it is asked for: institutions whose members came to the same past events.

It is drawn from people, so it is told to members alone, from those of whom any member may know by their own
consent (as joint work is); nothing is added by duty. It names institutions only, and of an event no more than
its month: neither which it was nor who was there. Events on violence or harassment, by title or theme, are
never in it.
"""

from collections import defaultdict
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.viewer import Viewer
from network.graph.snapshot import Context, Membership
from network.messages.neutral import asks_for_neutrality
from network.people.queries import current_affiliations
from network.ties.collaborations import showing_ties
from network.vocabulary.layers import Layer, first_day
from network.vocabulary.spans import date_words

from .after.attended import CAME, past
from .models import Event, Presence
from .queries import visible_to
from .rules import is_neutral
from .times import local

NAME = "co_attendance"


def co_attendance(viewer: Viewer) -> list[Context]:
    """A context for each past event in which members of two institutions were."""
    if viewer.person_id is None:
        return []
    events = {
        row.pk: row
        for row in past(visible_to(Event.objects.order_by(), viewer)).prefetch_related("themes")
        if row.starts_at is not None and not _is_tender(row)
    }
    places = _places(viewer)
    there: dict[int, set[str]] = defaultdict(set)
    last: dict[int, tuple[int, int, str]] = {}
    noted = Presence.objects.filter(registration__event__in=events, registration__person__in=places)
    for key, event, person, state in noted.order_by("at", "pk").values_list(
        "registration", "registration__event", "registration__person", "state"
    ):
        last[key] = (event, person, state)
    for event, person, state in last.values():
        if state in CAME:
            there[event].add(places[person])
    found = []
    for pk, institutions in there.items():
        if len(institutions) < 2:
            continue
        row = events[pk]
        month = local(row, row.starts_at).strftime("%Y-%m") if row.starts_at else ""
        found.append(
            Context(
                f"{NAME}:{uuid5(NAMESPACE_URL, str(row.uid))}",
                NAME,
                _("Activity, %(month)s") % {"month": date_words(month)},
                tuple(Membership(one) for one in sorted(institutions)),
                first_day(month),
            )
        )
    return sorted(found, key=lambda context: context.id)


def _is_tender(event: Event) -> bool:
    """Whether its title or a theme of it is nothing that others should read beside who was there."""
    themes = [text for one in event.themes.all() for text in (one.code, one.label_es, one.label_en)]
    return is_neutral(event) or asks_for_neutrality(*themes)


def _places(viewer: Viewer) -> dict[int, str]:
    """Where each of them works in the first place today."""
    showing = showing_ties(viewer).order_by().values("pk")
    rows = current_affiliations().filter(person__in=showing, is_main=True).order_by("-pk")
    return dict(rows.values_list("person", "institution__package_id"))


layers = (
    Layer(
        NAME,
        gettext_lazy("Attendance at the same events"),
        co_attendance,
        is_standing=False,
        meaning=gettext_lazy(
            "Two institutions are tied where members of both came to the same event that is over, as its "
            "attendance says, and let their ties be seen. Enrolling does not count, nor do events to come, "
            "nor those on violence or harassment. It names nobody, and of each event its month."
        ),
        is_for=lambda viewer: viewer.person_id is not None,
    ),
)
