"""Trainings already given. They name nobody and are public."""

from django.db.models import Q, QuerySet

from network.institutions.models import Institution
from network.institutions.queries import with_each

from .models import GivenTraining


def trainings_around(institution: Institution) -> QuerySet[GivenTraining]:
    """Those that it gave and those that its people received, latest first.

    Each row comes beside each of its providers: read it through `each_with_all`.
    """
    given = GivenTraining.providers.through.objects.filter(institution=institution).values("giventraining")
    rows = GivenTraining.objects.filter(Q(pk__in=given) | Q(audience_institution=institution)).select_related(
        "audience_institution", "theme"
    )
    return with_each(rows, "providers").order_by("-started", "title", "pk", "providers__name")
