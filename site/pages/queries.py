"""What the home shows of the network, for whoever is looking."""

from typing import Any

from network.accounts.viewer import Viewer
from network.agreements.models import Agreement
from network.agreements.queries import visible_to as agreements_visible_to
from network.groups.models import Group
from network.groups.queries import visible_to as groups_visible_to
from network.institutions.models import Institution
from network.milestones.models import Milestone
from network.milestones.queries import visible_to as milestones_visible_to
from network.office.kept import facts
from network.people.released import latest_members

_LATEST = 3


def home_facts(viewer: Viewer, *, target: int | None) -> dict[str, Any]:
    """Figures and latest milestones. How many belong to the network comes from the released figure alone.

    What the page leaves open (target, who may join, the office's address) is as the office is described.
    """
    figure, office = latest_members(), facts()
    target = target or office.target
    milestones = milestones_visible_to(Milestone.objects.exclude(started=""), viewer)
    return {
        "members": figure,
        "target": target,
        "eligibility": office.eligibility,
        "office_email": office.email,
        "share": min(100, figure.value * 100 // target) if figure and target else None,
        "milestones": milestones.select_related("theme").prefetch_related("territories")[:_LATEST],
        "institution_count": Institution.objects.count(),
        "group_count": groups_visible_to(Group.objects.all(), viewer).count(),
        "agreement_count": agreements_visible_to(Agreement.objects.all(), viewer).count(),
    }
