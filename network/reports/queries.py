"""The doors to what was handed over, and to what is being written for it."""

from django.db.models import Q, QuerySet

from network.accounts.viewer import Viewer
from network.institutions.enums import Publication
from network.institutions.models import Post
from network.institutions.rules import may_handle_reserved
from network.ties.models import Appointment
from network.ties.queries import current_appointments

from .models import Handover, HandoverNote


def visible_to(handovers: QuerySet[Handover], viewer: Viewer) -> QuerySet[Handover]:
    """For whoever runs the network, and for whoever holds the post now.

    That a reserved post was handed over tells that somebody held it: only the administration may know.
    """
    allowed = Q(pk__in=[])
    if viewer.person_id is not None:
        allowed = Q(post__in=current_appointments().filter(person=viewer.person_id).values("post"))
    if may_handle_reserved(viewer) and viewer.runs_network:
        allowed = Q()
    elif viewer.runs_network:
        allowed |= ~Q(post__publication=Publication.RESERVED)
    return handovers.filter(allowed)


def posts_held_by(viewer: Viewer) -> QuerySet[Post]:
    """The posts that she holds today herself, reserved ones among them: she knows that she does."""
    if viewer.person_id is None:
        return Post.objects.none()
    held = current_appointments().filter(person=viewer.person_id).order_by()
    return Post.objects.filter(closed_on="", pk__in=held.values("post"))


def note_belongs_to_another(note: HandoverNote, viewer: Viewer) -> bool:
    """Whether whoever held the post before wrote it: until that file is kept, nobody writes over it."""
    if note.by_id is None or note.by_id == viewer.user_id:
        return False
    hers = Appointment.objects.filter(post=note.post_id, person__account=note.by_id)
    return hers.exists() and not current_appointments().filter(pk__in=hers.values("pk")).exists()
