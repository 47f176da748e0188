"""The people whose trainings a viewer may be told of as a number: the door of everything that reach says."""

from django.db.models import Q, QuerySet

from network.accounts.viewer import Viewer
from network.people.models import Person
from network.people.queries import visible_to
from network.ties.collaborations import showing_ties

from ..record.queries import coordinated_people


def told_people(viewer: Viewer) -> QuerySet[Person]:
    """Of those whom she may see where they work: herself, those for whom she answers as their coordinator,
    and those who let their ties be seen by members.

    A number over one person is a word about her, so that being visible is not enough: what a member took
    part in is told of nobody who did not open it. The public and analysts are told of nobody at all.
    """
    if not viewer.is_member:
        return Person.objects.none()
    seen = visible_to(Person.objects.order_by(), viewer).filter(sees_institution=True)  # type: ignore[misc]
    return seen.filter(
        Q(pk=viewer.person_id)
        | Q(pk__in=coordinated_people(viewer).values("pk"))
        | Q(pk__in=showing_ties(viewer).order_by().values("pk"))
    )
