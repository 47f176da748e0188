"""Which ties between two people a viewer may know of. A tie is what both confirmed and is in force."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from network.accounts.viewer import Viewer
from network.people.enums import Visibility
from network.people.models import Block, Person
from network.people.queries import visible_to
from network.vocabulary.partial_date import in_force_on

from .models import Collaboration


def agreed() -> QuerySet[Collaboration]:
    """Confirmed by both and in force. Where one has blocked the other it is as if it had been withdrawn."""
    rows = Collaboration.objects.filter(in_force_on(timezone.localdate()))
    between = Block.objects.filter(
        Q(blocker=OuterRef("person_a"), blocked=OuterRef("person_b"))
        | Q(blocker=OuterRef("person_b"), blocked=OuterRef("person_a"))
    )
    return rows.filter(~Exists(between), confirmed_by_a=True, confirmed_by_b=True)


def showing_ties(viewer: Viewer) -> QuerySet[Person]:
    """The people whose ties a member may know: visible, and they let others see with whom they work."""
    showing = Person.objects.filter(visibility=Visibility.VISIBLE, opposes_being_found=False, shows_ties=True)
    return showing.exclude(pk__in=viewer.blocked_ids)


def ties_told_to(viewer: Viewer) -> QuerySet[Collaboration]:
    """Ties whose both ends let them be seen by members; nobody is added by duty, and her own is no exception.

    Whoever has no record of her own is told none: what is computed for a role alone may be kept and read by
    others of that role, and between one of them and a woman drawn there may be a block.
    """
    if viewer.person_id is None:
        return Collaboration.objects.none()
    ends = showing_ties(viewer).order_by().values("pk")
    return agreed().filter(person_a__in=ends, person_b__in=ends)


def own_collaborations(viewer: Viewer) -> QuerySet[Collaboration]:
    """All that she declared, was asked about or agreed with those whom she may see, whatever their state."""
    return Collaboration.objects.filter(_hers(viewer)).order_by("pk")


def _hers(viewer: Viewer) -> Q:
    own = viewer.person_id
    if own is None:
        return Q(pk__in=())

    def is_seen(end: str) -> Q:  # of each of her few rows, rather than of everybody whom she may see
        return Q(Exists(visible_to(Person.objects.order_by().filter(pk=OuterRef(end)), viewer)))

    return Q(person_a=own) & is_seen("person_b") | Q(person_b=own) & is_seen("person_a")
