"""An institution with `n` of everything that a dossier can show, each beside another institution."""

from network.agreements.models import AgreementDocument
from network.institutions.models import Institution, TypologyEntry
from network.plans.models import PlanElement
from tests.factories.records import (
    AffiliationFactory,
    AgreementFactory,
    AgreementPartyFactory,
    AppointmentFactory,
    CommitmentFactory,
    DocumentFactory,
    GivenTrainingFactory,
    GroupFactory,
    InstitutionFactory,
    MechanismFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    PostFactory,
    ProgrammeFactory,
    SeatFactory,
)
from tests.factories.resources import PlanFactory, PublishedIndicatorFactory, ResourceFactory, RouteFactory


def full_institution(n: int, **fields: object) -> Institution:
    root = InstitutionFactory(name="Gobierno municipal")
    parent = InstitutionFactory(name="Coordinación general", parent=root)
    institution = InstitutionFactory(name="Instituto de las mujeres", parent=parent, **fields)
    TypologyEntry.objects.create(kind="unit", aspect="function", text="Asesorar a las áreas.")
    PlanElement.objects.create(plan_kind="agenda", element="objetivos", text="Qué se busca.")
    for number in range(n):
        _add_one_of_each(institution, number)
    return institution


def _add_one_of_each(institution: Institution, number: int) -> None:
    InstitutionFactory(parent=institution)
    other = InstitutionFactory(name=f"Vecina {number}")
    institution.aliases.create(name=f"Alias {number}")
    mechanism = MechanismFactory(institution=institution, reports_to=other)
    MechanismFactory(institution=other, reports_to=institution)
    post = PostFactory(institution=institution, mechanism=mechanism)
    AppointmentFactory(post=post, person=PersonFactory(visible=True, shows_as_holder="public"))
    AffiliationFactory(institution=institution, person=PersonFactory(visible=True))
    group = GroupFactory()
    SeatFactory(group=group, institution=institution)
    SeatFactory(group=group, institution=other, basis="inferred")
    agreement = AgreementFactory()
    AgreementPartyFactory(agreement=agreement, institution=institution)
    AgreementPartyFactory(agreement=agreement, institution=other)
    CommitmentFactory(agreement=agreement, debtor=institution, creditor=other)
    CommitmentFactory(agreement=agreement, debtor=other, creditor=institution)
    document = DocumentFactory(issuer=institution, mechanism=mechanism)
    document.addressees.add(other)
    AgreementDocument.objects.create(agreement=agreement, document=document)
    ProgrammeFactory(institution=institution, host_unit=other).partners.add(InstitutionFactory())
    milestone = MilestoneFactory(participants=300, qualifier="at_least", count_of="attended")
    MilestoneInstitutionFactory(milestone=milestone, institution=institution)
    MilestoneInstitutionFactory(milestone=milestone, institution=other, role="partner")
    GivenTrainingFactory().providers.add(institution, other)
    GivenTrainingFactory(audience_institution=institution).providers.add(other)
    PlanFactory(institution=institution)
    PublishedIndicatorFactory(institution=institution)
    ResourceFactory(institution=institution)
    RouteFactory(institution=institution)
