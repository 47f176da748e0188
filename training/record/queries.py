"""The doors to trainings that were taken elsewhere."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.institutions.queries import coordinated_by, coordinates_network
from network.people.enums import Visibility
from network.people.models import Person
from network.people.queries import current_affiliations

from ..models import ExternalTraining


def external_of(viewer: Viewer) -> QuerySet[ExternalTraining]:
    """Her own, whatever became of them."""
    if viewer.person_id is None:
        return ExternalTraining.objects.none()
    return ExternalTraining.objects.filter(person=viewer.person_id)


def external_kept_by(viewer: Viewer) -> QuerySet[ExternalTraining]:
    """Those that she decides on: of the people whom she coordinates, never her own."""
    rows = ExternalTraining.objects.filter(person__in=coordinated_people(viewer).values("pk"))
    return rows.filter(~Q(person=viewer.person_id))


def coordinated_people(viewer: Viewer) -> QuerySet[Person]:
    """The people for whom she answers as the coordinator of the network or of where they work now.

    What they learned is told to her by duty. Whoever is protected is known to the safety administrator alone.
    """
    people = Person.objects.order_by().exclude(visibility=Visibility.PROTECTED)
    if coordinates_network(viewer):
        return people
    if not viewer.has(Role.COORDINATOR):
        return people.none()
    there = current_affiliations().filter(
        person=OuterRef("pk"), institution__in=coordinated_by(viewer).values("pk")
    )
    return people.filter(Exists(there))


def keeps_any(viewer: Viewer) -> bool:
    """Whether she coordinates anybody at all, as far as trainings go."""
    return coordinates_network(viewer) or coordinated_by(viewer).exists()
