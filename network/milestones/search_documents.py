"""The themes of the public milestones in which an institution took part."""

from collections.abc import Iterable
from typing import Any

from network.vocabulary.search_document import INSTITUTION

from .models import Milestone, MilestoneInstitution

TABLES = {INSTITUTION: frozenset({"milestones", "milestone_institutions"})}


def institution_themes(ids: list[int]) -> Iterable[tuple[int, int]]:
    roles = MilestoneInstitution.objects.filter(
        institution__in=ids, milestone__is_public=True, milestone__withdrawn=""
    )
    return roles.order_by().values_list("institution", "milestone__theme")


def affected(subject: Any) -> Iterable[tuple[str, list[int]]]:
    if isinstance(subject, Milestone) and subject.pk:
        now = subject.institutions.order_by().values_list("institution", flat=True)
        yield INSTITUTION, sorted({*now, *subject.left})
