"""By what events are narrowed, in the list, the month, the week and the public calendar alike."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from events.models import Event
from network.vocabulary.models import Territory, Theme
from network.web.listing import Choice, choice, kind_options

KIND, THEME, TERRITORY = "tipo", "tema", "territorio"
FILTERS = (KIND, THEME, TERRITORY)


def choices_for(request: HttpRequest, visible: QuerySet[Event]) -> tuple[Choice, ...]:
    """What may be chosen among events that the viewer may see."""
    return (
        choice(request, KIND, _("Kind"), kind_options(visible, "event_kind")),
        choice(request, THEME, _("Theme"), _themes(visible)),
        choice(request, TERRITORY, _("Territory"), _territories(visible)),
    )


def narrowed(rows: QuerySet[Event], asked: Mapping[str, str]) -> QuerySet[Event]:
    """A region holds what is of its municipalities, too."""
    if kind := asked.get(KIND):
        rows = rows.filter(kind=kind)
    if theme := asked.get(THEME):
        through = Event.themes.through.objects.filter(theme__code=theme)
        rows = rows.filter(pk__in=through.values("event"))
    if name := asked.get(TERRITORY):
        within = Q(territory__name=name) | Q(territory__parent__name=name)
        rows = rows.filter(pk__in=Event.territories.through.objects.filter(within).values("event"))
    return rows


def asked_of(request: HttpRequest) -> dict[str, str]:
    """As it stands in the address, for calendars that programs read: an unknown value finds nothing."""
    return {name: request.GET.get(name, "")[:120] for name in FILTERS}


def query(asked: Mapping[str, str], **more: str) -> str:
    """The same narrowing for another address, with the "?"; empty where there is none."""
    said = {name: asked[name] for name in FILTERS if asked.get(name)} | more
    return f"?{urlencode(said)}" if said else ""


def _themes(rows: QuerySet[Event]) -> list[tuple[str, str]]:
    through = Event.themes.through.objects.filter(event__in=rows.order_by().values("pk"))
    found = Theme.objects.filter(pk__in=through.values("theme"))
    return sorted(((theme.code, theme.label) for theme in found), key=lambda one: one[1])


def _territories(rows: QuerySet[Event]) -> list[tuple[str, str]]:
    """Those of the events and the regions around them: the whole nation and the world first."""
    through = Event.territories.through.objects.filter(event__in=rows.order_by().values("pk"))
    used = Territory.objects.filter(pk__in=through.values("territory")).select_related("parent")
    places = {place for one in used for place in (one, one.parent) if place is not None}
    wide = (Territory.Kind.NATIONAL, Territory.Kind.INTERNATIONAL)
    ordered = sorted(places, key=lambda place: (place.kind not in wide, place.name))
    return list(dict.fromkeys((place.name, place.name) for place in ordered))
