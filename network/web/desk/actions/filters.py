"""By what the actions are narrowed, the same in the list, the month and the counts."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.milestones.found import NAMES, OTHERS
from network.milestones.models import Milestone, MilestoneInstitution
from network.milestones.queries import LAST_WEEK, in_last_week, visible_to
from network.people.models import Person
from network.people.queries import by_shown_name
from network.people.queries import visible_to as people_visible_to
from network.vocabulary.partial_date import PartialDate

from ...listing import (
    Choice,
    choice,
    in_territory,
    kind_options,
    matching,
    territory_options,
    theme_options,
)

MINE, INTERNAL, OPEN, WITHDRAWN, ADVICE = "mias", "internas", "publicas", "retiradas", "asesorias"


@dataclass(frozen=True, slots=True)
class Narrowed:
    rows: QuerySet[Milestone]
    choices: tuple[Choice, ...]
    querystring: str  # of the filters alone


def narrowed(request: HttpRequest, *, with_period: bool = True) -> Narrowed:
    """The actions that she sees and asks for."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    state = choice(request, "estado", _("Which"), _states())
    withdrawn = state.value == WITHDRAWN
    visible = visible_to(Milestone.objects.all(), viewer, with_withdrawn=withdrawn)
    theme = choice(request, "tema", _("Theme"), theme_options(visible))
    kind = choice(request, "tipo", _("Kind"), kind_options(visible, "milestone_kind"))
    place = choice(request, "territorio", _("Territory"), territory_options(visible))
    who = choice(request, "institucion", _("Institution"), _institutions(visible))
    adviser = choice(request, "asesora", _("Adviser"), _advisers(visible, viewer))
    period = choice(request, "periodo", _("Period"), _periods(visible) if with_period else [])
    rows = in_territory(visible, place.value)
    rows = rows.filter(theme__code=theme.value) if theme.value else rows
    rows = rows.filter(kind=kind.value) if kind.value else rows
    if period.value == LAST_WEEK:
        rows = in_last_week(rows, timezone.localdate())
    elif period.value:
        rows = rows.filter(within(period.value))
    if who.value:
        roles = MilestoneInstitution.objects.filter(institution__package_id=who.value)
        rows = rows.filter(pk__in=roles.values("milestone"))
    if adviser.value:
        rows = rows.filter(record__adviser__uid=adviser.value)
    rows = rows.filter(_in_state(state.value, viewer))
    rows = matching(rows, request.GET.get("q", ""), *NAMES, *OTHERS)
    choices = (state, theme, kind, place, who, adviser, *((period,) if with_period else ()))
    kept = request.GET.copy()
    for name in list(kept):
        if name in {"page", "formato", "mes"} or not kept[name]:
            del kept[name]
    shown = tuple(one for one in choices if one.options)
    return Narrowed(rows, shown, kept.urlencode())


def within(period: str) -> Q:
    """Begun in that year or month, or going on in it."""
    return Q(started__startswith=period) | Q(started__lt=period, ended__gte=period)


def _states() -> list[tuple[str, str]]:
    return [
        (MINE, _("Recorded by me")),
        (ADVICE, _("Advice")),
        (INTERNAL, _("Internal")),
        (OPEN, _("Public")),
        (WITHDRAWN, _("Withdrawn")),
    ]


def _in_state(state: str, viewer: Viewer) -> Q:
    return {
        MINE: Q(record__by=viewer.user_id),
        ADVICE: ~Q(channel=""),
        INTERNAL: Q(is_public=False),
        OPEN: Q(is_public=True),
        WITHDRAWN: ~Q(withdrawn=""),
    }.get(state, Q())


def _institutions(rows: QuerySet[Milestone]) -> list[tuple[str, str]]:
    roles = MilestoneInstitution.objects.filter(milestone__in=rows.order_by().values("pk"))
    found = Institution.objects.filter(pk__in=roles.order_by().values("institution")).order_by("name", "pk")
    return [(row.package_id, row.called) for row in found]


def _advisers(rows: QuerySet[Milestone], viewer: Viewer) -> list[tuple[str, str]]:
    ids = rows.order_by().filter(record__adviser__isnull=False).values("record__adviser")
    seen = people_visible_to(Person.objects.filter(pk__in=ids), viewer).filter(sees_name=True)  # type: ignore[misc]
    return [(str(person.uid), person.name) for person in by_shown_name(seen)]


def _periods(rows: QuerySet[Milestone]) -> list[tuple[str, str]]:
    """The last seven days, the months of the last year that has any, then the years."""
    dated = rows.order_by().exclude(started="")
    months = sorted(set(dated.values_list(Left("started", 7), flat=True)), reverse=True)
    years = list(dict.fromkeys(month[:4] for month in months))
    latest = [month for month in months if len(month) == len("2026-11") and month[:4] == years[0]]
    named = [(one, PartialDate(one).words) for one in [*latest, *years]]
    return [(LAST_WEEK, _("The last seven days")), *named] if named else []
