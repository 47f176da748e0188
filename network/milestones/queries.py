"""The door to milestones."""

from django.db.models import Q, QuerySet

from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network

from .models import Milestone, MilestoneInstitution


def visible_to(milestones: QuerySet[Milestone], viewer: Viewer) -> QuerySet[Milestone]:
    """Public milestones; internal ones for the coordinators of the network or of one who took part."""
    if coordinates_network(viewer):
        return milestones
    allowed = Q(is_public=True)
    if viewer.has(Role.COORDINATOR):
        taking_part = MilestoneInstitution.objects.filter(institution__in=coordinated_by(viewer).values("pk"))
        allowed |= Q(pk__in=taking_part.values("milestone"))
    return milestones.filter(allowed)


def roles_beside(institution: Institution, viewer: Viewer) -> QuerySet[MilestoneInstitution]:
    """Everyone's roles in the milestones in which it took part, its own included, latest first."""
    milestones = visible_to(Milestone.objects.order_by(), viewer).filter(
        pk__in=MilestoneInstitution.objects.filter(institution=institution).values("milestone")
    )
    return (
        MilestoneInstitution.objects.filter(milestone__in=milestones.values("pk"))
        .select_related("milestone__theme", "institution")
        .order_by("-milestone__started", "milestone__title", "milestone_id", "institution__name", "pk")
    )
