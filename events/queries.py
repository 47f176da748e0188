"""The doors to events and to the places in them."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network
from network.people.models import Person
from network.people.queries import current_affiliations
from network.people.queries import visible_to as people_visible_to

from .enums import Audience, EventState, OrganiserRole, PlaceState, SeatPool
from .machine import HELD, SEATED
from .models import Event, EventInstitution, Invited, Presence, Registration

_RUNS = (OrganiserRole.ORGANISES, OrganiserRole.CO_ORGANISES)
SHOWN = (EventState.PUBLISHED, EventState.CANCELLED)
SOON_DAYS, UNTAKEN_DAYS = 14, 30


def visible_to(events: QuerySet[Event], viewer: Viewer) -> QuerySet[Event]:
    """What was published and is for her; what she runs, drafts too; and where she has a place."""
    shown = Q(audience=Audience.PUBLIC)
    if viewer.is_member:
        shown |= Q(audience=Audience.MEMBERS) | _for_institutions(viewer)
    if viewer.person_id is not None:
        invited = Invited.objects.filter(person=viewer.person_id).values("event")
        placed = Registration.objects.filter(person=viewer.person_id).values("event")
        shown |= Q(audience=Audience.INVITATION, pk__in=invited) | Q(pk__in=placed)
    return events.filter(Q(state__in=SHOWN) & shown | _kept(viewer))


def open_to(events: QuerySet[Event], viewer: Viewer) -> QuerySet[Event]:
    """Those in which she may take a place by herself. Running an event does not put her on its list."""
    shown = Q(audience=Audience.PUBLIC)
    if viewer.is_member:
        shown |= Q(audience=Audience.MEMBERS) | _for_institutions(viewer)
    if viewer.person_id is not None:
        invited = Invited.objects.filter(person=viewer.person_id).values("event")
        shown |= Q(audience=Audience.INVITATION, pk__in=invited)
    return events.filter(shown, state=EventState.PUBLISHED)


def is_open_to(event: Event, viewer: Viewer) -> bool:
    """`open_to` of one event that is at hand: asks the database only where its list does not say it."""
    if event.state != EventState.PUBLISHED:
        return False
    if event.audience == Audience.PUBLIC:
        return True
    if event.audience == Audience.MEMBERS:
        return viewer.is_member
    return open_to(Event.objects.filter(pk=event.pk), viewer).exists()


def kept_by(events: QuerySet[Event], viewer: Viewer) -> QuerySet[Event]:
    """The events that she runs: of the network, of the event itself, or of who organises it."""
    return events.filter(_kept(viewer))


def may_make(viewer: Viewer) -> bool:
    """Whether there is an institution in whose name she may organise one."""
    return coordinates_network(viewer) or coordinated_by(viewer).exists()


def places_of(viewer: Viewer) -> QuerySet[Registration]:
    """Her own places, whatever became of them. Nobody else's future attendance is told by it."""
    if viewer.person_id is None:
        return Registration.objects.none()
    return Registration.objects.filter(person=viewer.person_id).select_related("event")


def places_kept_by(viewer: Viewer) -> QuerySet[Registration]:
    """The places of the events that she runs, read through `named_for`."""
    kept = kept_by(Event.objects.order_by(), viewer).values("pk")
    return Registration.objects.filter(event__in=kept)


def people_named_to(rows: QuerySet[Registration], viewer: Viewer) -> dict[int, Person]:
    """Of those places, the people whom she may see, as she may see them. Whoever is missing is "reserved"."""
    keys = rows.order_by().exclude(person=None).values("person")
    return {person.pk: person for person in people_visible_to(Person.objects.filter(pk__in=keys), viewer)}


def living_place(event: Event, *, person: Person | None = None, email: str = "") -> Registration | None:
    """The place that she has in it, waits for or came without, by her record or by her address."""
    hers = Q(pk__in=())
    if person is not None:
        hers |= Q(person=person)
    if email:
        by_record = Q(person__account__email__iexact=email) | Q(person__email__iexact=email)
        hers |= Q(email__iexact=email) | by_record
    rows = event.registrations.filter(hers, state__in=HELD)
    return rows.select_related("person__account", "institution").order_by("pk").first()


def person_at(email: str) -> Person | None:
    """Whose record answers to that address: by her account, else the only one that has it."""
    rows = list(
        Person.objects.filter(Q(account__email__iexact=email) | Q(email__iexact=email)).select_related(
            "account"
        )[:2]
    )
    return rows[0] if len(rows) == 1 else None


def workplace_of(person: Person, viewer: Viewer | None = None) -> int | None:
    """The key of that under whose quota she sits: where she works first of all.

    Asked of herself, as `viewer`, who works in one place or in none, it costs nothing.
    """
    if viewer is not None and viewer.person_id == person.pk and len(viewer.institution_ids) < 2:
        return next(iter(viewer.institution_ids), None)
    return current_affiliations().filter(person=person).values_list("institution", flat=True).first()


def with_counts(events: QuerySet[Event]) -> QuerySet[Event]:
    """Annotates what everybody may know (docs/released.md): free seats and how many wait."""

    def number(**condition: Any) -> Coalesce:
        rows = Registration.objects.filter(event=OuterRef("pk"), **condition).order_by().values("event")
        return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())

    def free(column: str, pool: SeatPool) -> Greatest:
        return Greatest(F(column) - number(state__in=SEATED, pool=pool), Value(0))

    return events.annotate(
        free_on_site=free("seats_on_site", SeatPool.ON_SITE),
        free_online=free("seats_online", SeatPool.ONLINE),
        waiting=number(state=PlaceState.WAITING),
    )


def with_organisers(events: QuerySet[Event]) -> QuerySet[Event]:
    organisers = EventInstitution.objects.select_related("institution").order_by("pk")
    return events.prefetch_related(Prefetch("organisers", queryset=organisers), "themes")


def to_come(events: QuerySet[Event], now: dt.datetime) -> QuerySet[Event]:
    """What is not over yet, the nearest first."""
    return events.filter(ends_at__gt=now).order_by("starts_at", "pk")


def coming_soon(events: QuerySet[Event], now: dt.datetime) -> QuerySet[Event]:
    """Published, and beginning within two weeks."""
    last = now + dt.timedelta(days=SOON_DAYS)
    return events.filter(state=EventState.PUBLISHED, starts_at__gt=now, starts_at__lte=last)


def without_attendance(events: QuerySet[Event], now: dt.datetime) -> QuerySet[Event]:
    """Over since a month at most, with somebody on the list and nobody marked."""
    marked = Presence.objects.filter(registration__event=OuterRef("pk"))
    listed = Registration.objects.filter(event=OuterRef("pk"), state=PlaceState.ENROLLED)
    first = now - dt.timedelta(days=UNTAKEN_DAYS)
    over = events.filter(state=EventState.PUBLISHED, ends_at__lte=now, ends_at__gt=first)
    return over.filter(Exists(listed), ~Exists(marked))


def ahead_of(row: Registration) -> int:
    """How many stand before her in the line, for the same kind of seat."""
    rows = Registration.objects.filter(event=row.event_id, pool=row.pool, state=PlaceState.WAITING)
    return rows.filter(turn__lt=row.turn or 0).count()


def _for_institutions(viewer: Viewer) -> Q:
    if not viewer.institution_ids:
        return Q(pk__in=())
    through = Event.for_institutions.through.objects.filter(institution__in=viewer.institution_ids)
    organised = EventInstitution.objects.filter(institution__in=viewer.institution_ids)
    return Q(audience=Audience.INSTITUTIONS) & (
        Q(pk__in=through.values("event")) | Q(pk__in=organised.values("event"))
    )


def _kept(viewer: Viewer) -> Q:
    if coordinates_network(viewer):
        return Q(pk__isnull=False)
    if not viewer.has(Role.COORDINATOR):
        return Q(pk__in=())
    run = EventInstitution.objects.filter(role__in=_RUNS, institution__in=coordinated_by(viewer).values("pk"))
    return Q(package_id__in=viewer.keys(Role.COORDINATOR, ScopeKind.EVENT)) | Q(pk__in=run.values("event"))


def institutions_offered(viewer: Viewer) -> QuerySet[Institution]:
    """In whose name she may organise."""
    return coordinated_by(viewer).order_by("name", "pk")
