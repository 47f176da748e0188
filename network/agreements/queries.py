"""The doors to agreements and programmes."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.documents.models import Document
from network.documents.queries import visible_to as documents_visible_to
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network, each_with_all, with_each
from network.vocabulary.desk import over_before

from .enums import AgreementStatus, ProgrammePart
from .models import Agreement, AgreementDocument, AgreementParty, Programme

ENDING_DAYS = 90


def visible_to(agreements: QuerySet[Agreement], viewer: Viewer) -> QuerySet[Agreement]:
    """Public agreements; internal ones for the coordinators of the network or of one of the parties."""
    if coordinates_network(viewer):
        return agreements
    allowed = Q(is_public=True)
    if viewer.has(Role.COORDINATOR):
        institutions = coordinated_by(viewer).values("pk")
        allowed |= Q(pk__in=AgreementParty.objects.filter(institution__in=institutions).values("agreement"))
    return agreements.filter(allowed)


def ending(agreements: QuerySet[Agreement], today: dt.date) -> QuerySet[Agreement]:
    """Those that end within ENDING_DAYS or have ended, and of which nobody recorded that they are over."""
    over = (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED, AgreementStatus.DRAFT)
    last = today + dt.timedelta(days=ENDING_DAYS + 1)
    return agreements.filter(over_before("valid_until", last)).exclude(status__in=over)


def parties_beside(institution: Institution, viewer: Viewer) -> QuerySet[AgreementParty]:
    """All parties of the agreements in which it takes part, itself included, with the number of papers.

    `papers` counts only the documents that the viewer may see.
    """
    agreements = visible_to(Agreement.objects.order_by(), viewer).filter(parties__institution=institution)
    papers = (
        AgreementDocument.objects.filter(
            agreement=OuterRef("agreement"),
            document__in=documents_visible_to(Document.objects.order_by(), viewer).values("pk"),
        )
        .order_by()
        .values("agreement")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        AgreementParty.objects.filter(agreement__in=agreements.values("pk"))
        .select_related("agreement", "institution")
        .annotate(papers=Coalesce(Subquery(papers), 0))
        .order_by("agreement__title", "agreement_id", "institution__name", "pk")
    )


@dataclass(frozen=True, slots=True)
class ProgrammeTie:
    """A programme with everyone in it: (institution, part), each institution once."""

    programme: Programme
    members: tuple[tuple[Institution, ProgrammePart], ...]


def programmes_of(institution: Institution) -> list[ProgrammeTie]:
    """The programmes that it owns, hosts or takes part in, with everyone in each."""
    partnered = Programme.partners.through.objects.filter(institution=institution).values("programme")
    programmes = Programme.objects.filter(
        Q(institution=institution) | Q(host_unit=institution) | Q(pk__in=partnered)
    ).select_related("institution", "host_unit")
    rows = with_each(programmes, "partners").order_by("name", "pk", "partners__name")
    return [
        ProgrammeTie(programme, _members(programme, partners)) for programme, partners in each_with_all(rows)
    ]


def _members(
    programme: Programme, partners: list[Institution]
) -> tuple[tuple[Institution, ProgrammePart], ...]:
    members = {programme.institution: ProgrammePart.OWNER}
    if programme.host_unit:
        members.setdefault(programme.host_unit, ProgrammePart.HOST)
    for partner in partners:
        members.setdefault(partner, ProgrammePart.PARTNER)
    return tuple(members.items())
