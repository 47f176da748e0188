"""From a reply to a designation: the post of the institution, the person, and the reply as its document."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer
from network.institutions.enums import LIAISON_KINDS, Publication
from network.institutions.models import Post
from network.institutions.queries import posts_told_to
from network.institutions.services import PostParticulars, create_post
from network.journal.services import record
from network.people.models import Person
from network.ties.enums import Capacity
from network.ties.models import Appointment
from network.ties.queries import VACANT, with_coverage
from network.ties.services import appoint, appoint_newcomer, retract_appointment

from .enums import RequestKind, State
from .models import RequestRecipient
from .services import lock_recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Designated:
    """Whom the reply names: somebody known, or the name and e-mail of somebody new, who is entered hidden."""

    capacity: Capacity
    started: str
    person: Person | None = None
    name: str = ""
    email: str = ""


def posts_offered(row: RequestRecipient, viewer: Viewer) -> list[Post]:
    """Its open posts that tell this viewer whether they are covered, the vacant liaisons first.

    Each bears its `coverage`.
    """
    told = posts_told_to(Post.objects.filter(institution=row.institution), viewer)
    posts = with_coverage(told, viewer).order_by("name", "pk")
    return sorted(
        posts,
        key=lambda post: (post.kind not in LIAISON_KINDS, post.coverage != VACANT),  # type: ignore[attr-defined]
    )


def suggested_post(kind: str) -> PostParticulars:
    """The post to open where the institution has none for what was asked."""
    if kind == RequestKind.REPRESENTATIVES:
        return PostParticulars(
            name=_("Representative in the network"), kind="focal_point", publication=Publication.NETWORK
        )
    return PostParticulars(name=_("Gender liaison"), kind="enlace", publication=Publication.NETWORK)


@transaction.atomic
def designate(
    *, recipient: RequestRecipient, post: Post | PostParticulars, says: Designated, by: User | None
) -> Appointment:
    """Record the designation that the reply names, by the reply itself. A post that is described is opened.

    All of it or nothing. Raises ValidationError, PostTakenError where a titular stands in the way.
    """
    row = lock_recipient(recipient)
    if row.state != State.ANSWERED:
        raise ValidationError(
            _("Record the answer first: it is what founds the designation."), code="unanswered"
        )
    if isinstance(post, PostParticulars):
        post = create_post(institution=row.institution, says=post, by=by)
    elif post.institution_id != row.institution_id:
        raise ValidationError({"post": _("That post is of another institution.")})
    details: dict[str, Any] = {
        "post": post,
        "capacity": says.capacity,
        "started": says.started,
        "document": row.reply,
        "by": by,
    }
    if says.person is not None:
        made = appoint(person=says.person, **details)
    else:
        made = appoint_newcomer(name=says.name, email=says.email, **details)
    row.appointments.add(made)
    record(verb="designate_from_request", subject=row, by=by, after={"appointment": str(made.uid)})
    return made


@transaction.atomic
def take_back_designation(
    *, recipient: RequestRecipient, appointment: Appointment, by: User | None, reason: str
) -> None:
    """Undo a designation that was recorded here by mistake. One that simply ends is ended at its post."""
    row = lock_recipient(recipient)
    if not row.appointments.filter(pk=appointment.pk).exists():
        raise ValidationError(_("This designation was not made from this answer."), code="elsewhere")
    row.appointments.remove(appointment)
    record(verb="take_back_designation", subject=row, by=by, before={"appointment": str(appointment.uid)})
    retract_appointment(appointment=appointment, by=by, reason=reason)
