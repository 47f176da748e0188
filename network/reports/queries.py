"""The doors to what was handed over."""

from django.db.models import Q, QuerySet

from network.accounts.viewer import Viewer
from network.institutions.enums import Publication
from network.institutions.rules import may_handle_reserved
from network.ties.queries import current_appointments

from .models import Handover


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
