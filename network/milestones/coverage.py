"""What milestones tell the coverage matrix: when an institution last did something."""

from collections.abc import Iterator

from network.accounts.viewer import Viewer
from network.vocabulary.coverage import Activity

from .models import Milestone, MilestoneInstitution
from .queries import visible_to


def activity(viewer: Viewer) -> Iterator[Activity]:
    """Every milestone in which it took part, on the day on which it began."""
    seen = visible_to(Milestone.objects.order_by(), viewer)
    rows = MilestoneInstitution.objects.filter(milestone__in=seen.values("pk")).order_by()
    for institution, started, title, package_id in rows.values_list(
        "institution", "milestone__started", "milestone__title", "milestone__package_id"
    ):
        yield Activity(institution, started, title, ("milestone", package_id))
