"""The door to milestones."""

import datetime as dt

from django.db.models import Q, QuerySet

from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network

from .models import Evidence, Milestone, MilestoneInstitution, MilestoneRole


def visible_to(
    milestones: QuerySet[Milestone], viewer: Viewer, *, with_withdrawn: bool = False
) -> QuerySet[Milestone]:
    """Public milestones; internal ones for the coordinators of the network or of one who took part.

    What was withdrawn is nowhere, but on its own page for whoever sees it as internal.
    """
    standing = Q() if with_withdrawn else Q(withdrawn="")
    return milestones.filter(standing & (Q(is_public=True, withdrawn="") | _internal_to(viewer)))


def evidence_visible_to(evidence: QuerySet[Evidence], viewer: Viewer) -> QuerySet[Evidence]:
    """Photos and scans, only for whoever sees the milestone as internal: people stand in pictures."""
    return evidence.filter(
        milestone__in=Milestone.objects.order_by().filter(_internal_to(viewer)).values("pk")
    )


def may_record(viewer: Viewer) -> bool:
    """Whether she may record anything: who coordinates the network, a territory or an institution."""
    return coordinates_network(viewer) or (
        viewer.has(Role.COORDINATOR) and coordinated_by(viewer).order_by().exists()
    )


def may_change(milestone: Milestone, viewer: Viewer) -> bool:
    """Whether she may correct or withdraw it: of the network, or of the institution that carried it out."""
    if coordinates_network(viewer):
        return True
    leads = milestone.institutions.filter(role=MilestoneRole.LEAD).values("institution")
    return viewer.has(Role.COORDINATOR) and coordinated_by(viewer).filter(pk__in=leads).exists()


def last_recorded_by(user_id: int | None, *, advice: bool) -> Milestone | None:
    """The last advice, or the last other action, that she recorded: its choices are offered again."""
    if user_id is None:
        return None
    rows = Milestone.objects.filter(record__by=user_id, withdrawn="")
    rows = rows.exclude(channel="") if advice else rows.filter(channel="")
    return rows.select_related("theme").order_by("-record__pk").first()


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


def _internal_to(viewer: Viewer) -> Q:
    if coordinates_network(viewer):
        return Q(pk__isnull=False)
    if not viewer.has(Role.COORDINATOR):
        return Q(pk__in=())
    taking_part = MilestoneInstitution.objects.filter(institution__in=coordinated_by(viewer).values("pk"))
    return Q(pk__in=taking_part.values("milestone"))


LAST_WEEK = "7-dias"
"""How an address asks for the actions of `in_last_week`."""


def in_last_week(rows: QuerySet[Milestone], today: dt.date) -> QuerySet[Milestone]:
    """Those whose day is known and lies in the last seven days, today included."""
    first = (today - dt.timedelta(days=6)).isoformat()
    return rows.filter(started__gte=first, started__lte=today.isoformat())
