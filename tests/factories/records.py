"""Records of the network with plausible values; traits name what matters in a test."""

import factory

from network.agreements.models import Agreement, AgreementParty, Programme
from network.commitments.models import Commitment
from network.documents.models import Document
from network.groups.models import Acuerdo, Group, GroupSession, Seat, SessionAttendance
from network.institutions.models import Institution, Mechanism, Post
from network.milestones.models import Milestone, MilestoneInstitution
from network.people.models import Affiliation, Person
from network.ties.models import Appointment
from network.vocabulary.models import Territory, Theme
from training.models import GivenTraining


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("code",)

    code = "violencia"
    label_es = "Violencia"
    label_en = "Violence"


class TerritoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Territory
        django_get_or_create = ("kind", "name")

    kind = Territory.Kind.REGION
    name = "Jalisco"


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Institution

    package_id = factory.Sequence(lambda n: f"institucion-{n}")
    name = factory.Sequence(lambda n: f"Dirección de Área {n:03d}")
    kind = "municipal_unit"
    sector = "public"
    level = "municipal"


class MechanismFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mechanism

    package_id = factory.Sequence(lambda n: f"mecanismo-{n}")
    name = factory.Sequence(lambda n: f"Unidad de Género {n:03d}")
    kind = "unit"
    institution = factory.SubFactory(InstitutionFactory)
    stage = "constituted"


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    package_id = factory.Sequence(lambda n: f"puesto-{n}")
    name = factory.Sequence(lambda n: f"Enlace de Género {n:03d}")
    kind = "enlace"
    institution = factory.SubFactory(InstitutionFactory)
    publication = "public"


class PersonFactory(factory.django.DjangoModelFactory):
    """Hidden unless a trait says otherwise, as in the product."""

    class Meta:
        model = Person

    class Params:
        visible = factory.Trait(visibility="visible")
        limited = factory.Trait(visibility="limitada", alias=factory.Sequence(lambda n: f"Alias {n:03d}"))
        protected = factory.Trait(visibility="protegida")

    package_id = factory.Sequence(lambda n: f"persona-{n}")
    name = factory.Sequence(lambda n: f"Nombre Apellido{n:03d}")
    visibility = "oculta"


class AffiliationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Affiliation

    person = factory.SubFactory(PersonFactory)
    institution = factory.SubFactory(InstitutionFactory)


class AppointmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appointment

    package_id = factory.Sequence(lambda n: f"designacion-{n}")
    post = factory.SubFactory(PostFactory)
    person = factory.SubFactory(PersonFactory)
    capacity = "titular"
    started = "2020"


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    package_id = factory.Sequence(lambda n: f"documento-{n}")
    kind = "oficio"
    number = factory.Sequence(str)
    subject = "Designación de enlace"
    is_public = True


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    package_id = factory.Sequence(lambda n: f"mesa-{n}")
    name = factory.Sequence(lambda n: f"Mesa {n:03d}")
    kind = "mesa"
    is_public = True


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    group = factory.SubFactory(GroupFactory)
    institution = factory.SubFactory(InstitutionFactory)
    role = "member"
    basis = "stated"


class GroupSessionFactory(factory.django.DjangoModelFactory):
    """Held, and internal as in the product."""

    class Meta:
        model = GroupSession

    package_id = factory.Sequence(lambda n: f"sesion-{n}")
    group = factory.SubFactory(GroupFactory)
    number = factory.Sequence(lambda n: f"{n}.ª ordinaria")
    happens_on = "2026-03-10"
    status = "held"


class SessionAttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionAttendance

    session = factory.SubFactory(GroupSessionFactory)
    institution = factory.SubFactory(InstitutionFactory)
    state = "present"


class AcuerdoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Acuerdo
        skip_postgeneration_save = True

    package_id = factory.Sequence(lambda n: f"acuerdo-{n}")
    session = factory.SubFactory(GroupSessionFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Acuerdo {n:03d}: preparar el protocolo.")

    @factory.post_generation
    def responsible(self, _create: bool, institutions: object, **_kwargs: object) -> None:
        self.responsible.set(institutions or ())


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    package_id = factory.Sequence(lambda n: f"convenio-{n}")
    title = factory.Sequence(lambda n: f"Convenio {n:03d}")
    kind = "convenio"
    is_public = True


class AgreementPartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreementParty

    agreement = factory.SubFactory(AgreementFactory)
    institution = factory.SubFactory(InstitutionFactory)
    role = "party"


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    package_id = factory.Sequence(lambda n: f"programa-{n}")
    name = factory.Sequence(lambda n: f"Programa {n:03d}")
    institution = factory.SubFactory(InstitutionFactory)


class CommitmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Commitment

    package_id = factory.Sequence(lambda n: f"compromiso-{n}")
    agreement = factory.SubFactory(AgreementFactory)
    debtor = factory.SubFactory(InstitutionFactory)
    text = "Formar al personal."
    theme = factory.SubFactory(ThemeFactory)
    status = "pending"
    is_public = True


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    package_id = factory.Sequence(lambda n: f"hito-{n}")
    title = factory.Sequence(lambda n: f"Hito {n:03d}")
    summary = "Lo que se hizo."
    kind = "mesa"
    theme = factory.SubFactory(ThemeFactory)
    started = "2021-03-08"
    is_public = True


class MilestoneInstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MilestoneInstitution

    milestone = factory.SubFactory(MilestoneFactory)
    institution = factory.SubFactory(InstitutionFactory)
    role = "lead"


class GivenTrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GivenTraining

    package_id = factory.Sequence(lambda n: f"formacion-{n}")
    title = factory.Sequence(lambda n: f"Taller {n:03d}")
    kind = "taller"
    theme = factory.SubFactory(ThemeFactory)
