"""Whose certificates they are to look after: of an edition or an event whoever runs it, of hers herself."""

from django.db.models import Q, QuerySet

from events.models import Event, Registration
from events.queries import kept_by
from network.accounts.viewer import Viewer
from network.people.models import Person
from network.people.queries import visible_to as people_visible_to

from ..models import Certificate, Edition
from ..queries import editions_kept_by
from .due import Ground


def keeps(ground: Ground, viewer: Viewer) -> bool:
    if ground.edition is not None:
        return editions_kept_by(Edition.objects.filter(pk=ground.edition.pk), viewer).exists()
    assert ground.event is not None
    return kept_by(Event.objects.filter(pk=ground.event.pk), viewer).exists()


def certificates_kept_by(viewer: Viewer) -> QuerySet[Certificate]:
    """Those of the editions and events that she runs, read through `holders_named_to`."""
    editions = editions_kept_by(Edition.objects.order_by(), viewer).values("pk")
    events = kept_by(Event.objects.order_by(), viewer).values("pk")
    return Certificate.objects.filter(Q(edition__in=editions) | Q(event__in=events))


def holders_named_to(rows: QuerySet[Certificate], viewer: Viewer) -> dict[int, Person]:
    """Of those certificates, the people whose names she may read. Whoever is missing is "reserved"."""
    keys = rows.order_by().exclude(person=None).values("person")
    people = people_visible_to(Person.objects.filter(pk__in=keys), viewer)
    return {person.pk: person for person in people.filter(sees_name=True)}  # type: ignore[misc]


def named_to(rows: QuerySet[Certificate], viewer: Viewer) -> QuerySet[Certificate]:
    """Those of people whose names she may read, and of those who have no record."""
    people = people_visible_to(Person.objects.order_by(), viewer)
    seen = people.filter(sees_name=True).values("pk")  # type: ignore[misc]
    return rows.filter(Q(person=None) | Q(person__in=seen))


def certificates_of(viewer: Viewer) -> QuerySet[Certificate]:
    """Her own, whatever became of them."""
    if viewer.person_id is None:
        return Certificate.objects.none()
    return Certificate.objects.filter(person=viewer.person_id)


def certificates_of_place(row: Registration) -> QuerySet[Certificate]:
    """What lies behind the link of a place: of that event, and of the edition into which it leads."""
    return Certificate.objects.filter(Q(place=row) | Q(enrolment__place=row))


def shown_of(person: Person) -> QuerySet[Certificate]:
    """Those in force that she shows on her profile."""
    return Certificate.objects.filter(person=person, is_shown=True, state="issued")
