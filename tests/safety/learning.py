"""What a woman of the tests learned: in an edition that is over, in one that goes on, and elsewhere."""

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from network.people.models import Person
from tests.factories.training import (
    ContentFactory,
    EditionFactory,
    EnrolmentFactory,
    LearnedFactory,
    ModuleFactory,
    UnitFactory,
    VersionFactory,
)
from training.models import Edition, ExternalTraining

OVER, GOING_ON = "edicion-pasada", "edicion-en-curso"


def editions_begin() -> None:
    """Both teach the first content; a second one was learned by nobody."""
    version = VersionFactory(curriculum__title="Planeación con perspectiva")
    UnitFactory(module=ModuleFactory(version=version), content=ContentFactory(order=1))
    ContentFactory(order=2)
    today = timezone.localdate()
    for package_id, first, last in ((OVER, -90, -40), (GOING_ON, -10, 20)):
        EditionFactory(
            package_id=package_id,
            version=version,
            starts_on=today + dt.timedelta(days=first),
            ends_on=today + dt.timedelta(days=last),
        )


def learned_with_others(person: Person) -> None:
    over, going_on = (Edition.objects.get(package_id=one) for one in (OVER, GOING_ON))
    enrolment = EnrolmentFactory(edition=over, person=person, institution=None)
    LearnedFactory(
        person=person,
        enrolment=enrolment,
        content=ContentFactory(order=1),
        since=timezone.localdate() - dt.timedelta(days=40),
    )
    EnrolmentFactory(edition=going_on, person=person, institution=None)
    ExternalTraining.objects.create(
        person=person,
        title="Curso en otra parte",
        provider="Universidad",
        started="2024",
        file=ContentFile(b"%PDF-", name="c.pdf"),
        handed_in_at=timezone.now(),
    )
