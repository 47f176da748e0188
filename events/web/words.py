"""How an event is told on its pages."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import Audience, OrganiserRole, SeatPool
from events.models import Event
from events.rules import outward, state_badge, takes_registrations
from events.times import local, moment_words, when_words
from network.vocabulary.panels import Badge

from .doors import plain


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """A row of `with_organisers(with_counts(…))`, in words."""

    row: Event
    when: str
    kind: str
    ways: str
    seats: tuple[str, ...]
    badge: Badge
    is_open: bool

    @property
    def url(self) -> str:
        return self.row.get_absolute_url()

    @property
    def more_dates(self) -> str:
        """How many later dates of its series stand behind it in a list that shows the nearest alone."""
        number = getattr(self.row, "dates", 1) - 1
        return (
            ngettext("and %(n)s more date", "and %(n)s more dates", number) % {"n": number} if number else ""
        )

    @property
    def hour(self) -> str:
        """When it begins, as the clocks at its place show it."""
        return local(self.row, self.row.starts_at).strftime("%H:%M") if self.row.starts_at else ""

    @property
    def outward(self) -> str:
        return outward(self.row)


def told(row: Any) -> ToldEvent:
    now = timezone.now()
    return ToldEvent(
        row=row,
        when=when_words(row),
        kind=row.get_kind_display(),
        ways=capfirst(_(" and ").join(str(pool.label) for pool in row.pools)),
        seats=seat_words(row) if takes_registrations(row, now) else (),
        badge=state_badge(row, now),
        is_open=takes_registrations(row, now),
    )


def seat_words(row: Any) -> tuple[str, ...]:
    """What everybody may know: how many seats are free, and how many wait."""
    free = {SeatPool.ON_SITE: row.free_on_site, SeatPool.ONLINE: row.free_online}
    found = []
    for pool in row.pools:
        n = 0 if row.waiting and not free[pool] else free[pool]
        found.append(_free_words(pool, n) % {"n": n})
    if row.waiting:
        words = ngettext("%(n)s person waits", "%(n)s people wait", row.waiting)
        found.append(words % {"n": row.waiting})
    return tuple(found)


def _free_words(pool: SeatPool, n: int) -> str:
    if pool == SeatPool.ON_SITE:
        return ngettext("%(n)s free seat on site", "%(n)s free seats on site", n) if n else _("Full on site")
    return ngettext("%(n)s free seat online", "%(n)s free seats online", n) if n else _("Full online")


def facts(row: Event) -> list[tuple[str, str]]:
    """What its page says of it, in the order in which one asks."""
    return plain(
        (
            (_("When"), when_words(row)),
            (_("Where"), row.place),
            (_("In which way"), capfirst(_(" and ").join(str(pool.label) for pool in row.pools))),
            (_("Who organises it"), organiser_words(row)),
            (_("For whom"), _audience(row)),
            (_("Care and access"), care_words(row)),
            (_("Themes"), ", ".join(theme.label for theme in row.themes.all())),
            (_("Territories"), ", ".join(place.name for place in row.territories.all())),
            (_("Register until"), moment_words(row, row.closes_at) if row.closes_at else ""),
            (_("Why it was cancelled"), row.cancelled_because),
        )
    )


def organiser_words(row: Event) -> str:
    """Without a word where it is the only one, or whoever organises."""
    found = []
    for one in row.organisers.all():
        role = OrganiserRole(one.role)
        called = one.institution.called
        found.append(called if role == OrganiserRole.ORGANISES else f"{called} ({role.label})")
    return ", ".join(found)


def care_words(row: Event) -> str:
    offered = (
        (row.has_interpretation, _("sign language interpretation")),
        (row.has_childcare, _("childcare")),
        (row.has_lactation_room, _("lactation room")),
        (bool(row.accessibility), row.accessibility),
    )
    return capfirst("; ".join(text for is_there, text in offered if is_there))


def _audience(row: Event) -> str:
    return str(Audience(row.audience).label)
