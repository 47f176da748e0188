"""The doors to commitments and to the notice that partners give each other."""

import datetime as dt

from django.db.models import Q, QuerySet

from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.agreements.models import Agreement
from network.agreements.queries import visible_to as agreements_visible_to
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network
from network.vocabulary.desk import over_before

from .models import AdvanceNotice, Commitment, CommitmentStatus

SOON, UNDATED = "proximos", "sin-fecha"
SOON_DAYS = 30


def visible_to(commitments: QuerySet[Commitment], viewer: Viewer) -> QuerySet[Commitment]:
    """Public commitments; internal ones for the coordinators of the network, the debtor or the creditor.

    One that comes from an agreement is seen only with that agreement, or it would betray it.
    """
    if coordinates_network(viewer):
        return commitments
    allowed = Q(is_public=True)
    if viewer.has(Role.COORDINATOR):
        institutions = coordinated_by(viewer).values("pk")
        allowed |= Q(debtor__in=institutions) | Q(creditor__in=institutions)
    agreements = agreements_visible_to(Agreement.objects.order_by(), viewer).values("pk")
    return commitments.filter(allowed, Q(agreement=None) | Q(agreement__in=agreements))


def commitments_around(institution: Institution, viewer: Viewer) -> QuerySet[Commitment]:
    """What it owes and what is owed to it, with what each row is shown with."""
    rows = Commitment.objects.filter(Q(debtor=institution) | Q(creditor=institution))
    return (
        visible_to(rows, viewer)
        .select_related("agreement", "debtor", "creditor", "theme")
        .order_by("agreement__title", "due_on", "pk")
    )


def notices_visible_to(notices: QuerySet[AdvanceNotice], viewer: Viewer) -> QuerySet[AdvanceNotice]:
    """For whoever runs the network, and for the coordinators of who gave or received the notice."""
    agreements = agreements_visible_to(Agreement.objects.order_by(), viewer).values("pk")
    if viewer.runs_network:
        return notices.filter(agreement__in=agreements)
    if not viewer.has(Role.COORDINATOR):
        return notices.none()
    institutions = coordinated_by(viewer).values("pk")
    received = AdvanceNotice.to.through.objects.filter(institution__in=institutions).values("advancenotice")
    hers = Q(institution__in=institutions) | Q(pk__in=received)
    return notices.filter(hers, agreement__in=agreements)


def open_ones(viewer: Viewer, today: dt.date, which: str) -> QuerySet[Commitment]:
    """Commitments not known to be done that are late or due soon (SOON), or bear no date."""
    rows = visible_to(Commitment.objects.exclude(status=CommitmentStatus.DONE), viewer)
    if which == UNDATED:
        return rows.filter(due_on="")
    return rows.filter(over_before("due_on", today + dt.timedelta(days=SOON_DAYS + 1)))
