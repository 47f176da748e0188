"""Curricula in force, editions with an opening session to come, enrolments; traits name what matters."""

import datetime as dt

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from training.models import (
    Assignment,
    CourseSession,
    Curriculum,
    CurriculumContent,
    CurriculumVersion,
    Edition,
    EditionInstitution,
    Enrolment,
    ExternalTraining,
    Learned,
    Module,
    Unit,
)

from .events import EventFactory
from .records import InstitutionFactory, PersonFactory


class ContentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CurriculumContent
        django_get_or_create = ("order",)

    order = factory.Sequence(lambda n: n + 1)
    title_es = factory.LazyAttribute(lambda made: f"Contenido {made.order}")
    title_en = factory.LazyAttribute(lambda made: f"Content {made.order}")


class CurriculumFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Curriculum

    package_id = factory.Sequence(lambda n: f"programa-{n}")
    title = factory.Sequence(lambda n: f"Diplomado {n:03d}")
    kind = "diplomado"


class VersionFactory(factory.django.DjangoModelFactory):
    """In force; completed by all that is required."""

    class Meta:
        model = CurriculumVersion

    curriculum = factory.SubFactory(CurriculumFactory)
    number = 1
    state = "in_force"
    in_force_on = dt.date(2026, 1, 15)

    class Params:
        draft = factory.Trait(state="draft", in_force_on=None)


class ModuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Module

    version = factory.SubFactory(VersionFactory)
    number = factory.LazyAttribute(lambda made: made.version.modules.count() + 1)
    title = factory.LazyAttribute(lambda made: f"Módulo {made.number}")


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    module = factory.SubFactory(ModuleFactory)
    content = factory.SubFactory(ContentFactory)
    number = factory.LazyAttribute(lambda made: made.module.units.count() + 1)
    hours = 4


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    module = factory.SubFactory(ModuleFactory)
    number = factory.LazyAttribute(lambda made: made.module.assignments.count() + 1)
    title = "Plan de trabajo de su unidad"


class EditionFactory(factory.django.DjangoModelFactory):
    """Published, beginning in ten days; `given_by=False` leaves out who gives it."""

    class Meta:
        model = Edition
        skip_postgeneration_save = True

    package_id = factory.Sequence(lambda n: f"edicion-{n}")
    version = factory.SubFactory(VersionFactory)
    state = "open"
    published_at = factory.LazyFunction(timezone.now)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=10))
    ends_on = factory.LazyAttribute(lambda made: made.starts_on and made.starts_on + dt.timedelta(days=60))

    class Params:
        draft = factory.Trait(state="draft", published_at=None)

    @factory.post_generation
    def given_by(edition, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands it the edition
        if create and extracted is not False:
            EditionInstitution.objects.create(edition=edition, institution=extracted or InstitutionFactory())


class CourseSessionFactory(factory.django.DjangoModelFactory):
    """The first of an edition is its opening session, with 30 seats; it is shown to the invited alone."""

    class Meta:
        model = CourseSession

    edition = factory.SubFactory(EditionFactory)
    number = factory.LazyAttribute(lambda made: made.edition.sessions.count() + 1)
    is_opening = factory.LazyAttribute(lambda made: made.number == 1)
    event = factory.SubFactory(EventFactory, audience="invitation", seats_on_site=30, is_lent=True)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """Enrolled, without a place in a session."""

    class Meta:
        model = Enrolment

    edition = factory.SubFactory(EditionFactory)
    person = factory.SubFactory(PersonFactory)
    institution = factory.SubFactory(InstitutionFactory)
    state = "in"


class LearnedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Learned

    person = factory.SubFactory(PersonFactory)
    content = factory.SubFactory(ContentFactory)
    since = dt.date(2026, 6, 1)


class ExternalTrainingFactory(factory.django.DjangoModelFactory):
    """Handed in, and waiting to be verified."""

    class Meta:
        model = ExternalTraining

    person = factory.SubFactory(PersonFactory)
    title = factory.Sequence(lambda n: f"Curso externo {n:03d}")
    provider = "Universidad Ejemplo"
    started = "2024"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-", name="constancia.pdf"))
    content_type = "application/pdf"
    sha256 = "0" * 64
    handed_in_at = factory.LazyFunction(timezone.now)
