"""The doors to commitments and to the notice that partners give each other."""

import datetime as dt

from django.db.models import Q, QuerySet

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import Viewer
from network.agreements.models import Agreement
from network.agreements.queries import visible_to as agreements_visible_to
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network
from network.vocabulary.desk import last_day_order, over_before

from .models import CLOSED, AdvanceNotice, Commitment, CommitmentStatus, Progress

SOON, UNDATED, TO_ACKNOWLEDGE = "proximos", "sin-fecha", "sin-reconocer"
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
        .select_related("agreement", "plan__institution", "debtor", "creditor", "theme", "acknowledged_by")
        .order_by("agreement__title", last_day_order("due_on"), "pk")
    )


def in_care(commitments: QuerySet[Commitment], viewer: Viewer) -> QuerySet[Commitment]:
    """Those that she follows: the coordinator of the network, of the debtor, of the creditor."""
    if coordinates_network(viewer):
        return commitments
    if not viewer.has(Role.COORDINATOR):
        return commitments.none()
    hers = coordinated_by(viewer).order_by().values("pk")
    return visible_to(commitments, viewer).filter(Q(debtor__in=hers) | Q(creditor__in=hers))


def progress_visible_to(rows: QuerySet[Progress], viewer: Viewer) -> QuerySet[Progress]:
    """What was told of a commitment is for whoever follows it."""
    return rows.filter(commitment__in=in_care(Commitment.objects.order_by(), viewer).values("pk"))


def opens_page(viewer: Viewer) -> bool:
    """Whether the page of a commitment is there for her: the desk, and whoever coordinates a part."""
    parts = (ScopeKind.TERRITORY, ScopeKind.INSTITUTION)
    return viewer.runs_network or any(viewer.keys(Role.COORDINATOR, scope) for scope in parts)


def may_report(commitment: Commitment, viewer: Viewer) -> bool:
    """Whether she says for the debtor what was done."""
    return _coordinates(viewer, commitment.debtor_id)


def may_judge(commitment: Commitment, viewer: Viewer) -> bool:
    """Whether she says for the creditor that it was kept, was not, or may take longer."""
    return _coordinates(viewer, commitment.creditor_id)


def _coordinates(viewer: Viewer, institution: int | None) -> bool:
    if coordinates_network(viewer):
        return True
    if institution is None or not viewer.has(Role.COORDINATOR):
        return False
    return coordinated_by(viewer).filter(pk=institution).exists()


def unacknowledged(viewer: Viewer) -> QuerySet[Commitment]:
    """Recorded here as done, and its creditor has not said so yet."""
    rows = Commitment.objects.filter(status=CommitmentStatus.DONE, acknowledged_on="", creditor__isnull=False)
    return in_care(rows.exclude(done_on=""), viewer)


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
    """What awaits somebody: done and not acknowledged (TO_ACKNOWLEDGE); else neither done nor given up, and
    late or due soon (SOON), or without a date.
    """
    rows = visible_to(Commitment.objects.exclude(status__in=CLOSED), viewer)
    if which == TO_ACKNOWLEDGE:
        return unacknowledged(viewer)
    if which == UNDATED:
        return rows.filter(due_on="")
    return rows.filter(over_before("due_on", today + dt.timedelta(days=SOON_DAYS + 1)))
