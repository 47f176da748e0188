"""Who holds which post, and whether a post is covered, each by its own rule."""

import datetime as dt

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from network.accounts.viewer import Viewer
from network.institutions.enums import Publication
from network.institutions.models import Post
from network.people.enums import HolderPublication, Visibility
from network.people.models import Person
from network.people.queries import in_care_of
from network.vocabulary.desk import over_before
from network.vocabulary.partial_date import in_force_on

from .enums import Capacity
from .models import Appointment

COVERED, VACANT, UPDATING, WITHIN_NETWORK = "covered", "vacant", "updating", "within_network"

ENDING_DAYS = 60

# A substitute stands by; she does not cover a post that nobody holds.
COVERING = tuple(capacity for capacity in Capacity if capacity != Capacity.SUPLENTE)


def current_appointments() -> QuerySet[Appointment]:
    return Appointment.objects.filter(in_force_on(timezone.localdate()))


def with_coverage(posts: QuerySet[Post], viewer: Viewer) -> QuerySet[Post]:
    """Posts that are not closed, with `coverage`: covered, vacant, updating (reserved) or within_network.

    Decided by the publication setting of the post alone, never by the holder's profile mode.
    """
    covering = current_appointments().filter(post=OuterRef("pk"), capacity__in=COVERING)
    told = Q(publication=Publication.PUBLIC)
    if viewer.is_insider:
        told |= Q(publication=Publication.NETWORK)
    return posts.filter(closed_on="").annotate(
        coverage=Case(
            When(publication=Publication.RESERVED, then=Value(UPDATING)),
            When(~told, then=Value(WITHIN_NETWORK)),
            When(Exists(covering), then=Value(COVERED)),
            default=Value(VACANT),
            output_field=CharField(),
        )
    )


def appointments_visible_to(appointments: QuerySet[Appointment], viewer: Viewer) -> QuerySet[Appointment]:
    """Appointments whose holder the viewer may know beside the post that she holds.

    Herself always; those in the viewer's care unless the post is reserved, for a name there would tell
    that it is covered; other people where the post's publication and her own consent
    (`shows_as_holder`) both allow it, and never under an alias.
    """
    consenting = Q(person__visibility=Visibility.VISIBLE, person__opposes_being_found=False)
    consenting &= ~Q(person__in=viewer.blocked_ids)
    allowed = Q(person__shows_as_holder=HolderPublication.PUBLIC, post__publication=Publication.PUBLIC)
    if viewer.is_member:
        allowed |= Q(
            person__shows_as_holder__in=(HolderPublication.NETWORK, HolderPublication.PUBLIC),
            post__publication__in=(Publication.PUBLIC, Publication.NETWORK),
        )
    in_care = Q(person__in=in_care_of(Person.objects.all(), viewer).values("pk"))
    by_duty = in_care & ~Q(post__publication=Publication.RESERVED)
    hers = Q(person=viewer.person_id) | Q(person__in=viewer.opened_ids)
    return appointments.filter((consenting & allowed) | by_duty | hers)


def ending(viewer: Viewer, today: dt.date) -> QuerySet[Appointment]:
    """Designations in force that end within ENDING_DAYS, on posts that tell this viewer of theirs."""
    last = today + dt.timedelta(days=ENDING_DAYS + 1)
    rows = Appointment.objects.filter(in_force_on(today) & over_before("ended", last))
    return rows.filter(
        post__in=with_coverage(Post.objects.order_by(), viewer)
        .exclude(
            coverage__in=(UPDATING, WITHIN_NETWORK)  # type: ignore[misc]
        )
        .values("pk")
    )
