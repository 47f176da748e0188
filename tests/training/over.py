"""Editions that took place, with learners who came or did not, for the tests of what follows from it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from events.attending import take_attendance
from events.models import Event
from network.office.services import describe_office
from tests.events.test_line import coordinator, enrolled, member
from tests.factories.records import PersonFactory
from tests.factories.training import (
    AssignmentFactory,
    CourseSessionFactory,
    CurriculumFactory,
    EditionFactory,
    EnrolmentFactory,
    ModuleFactory,
    UnitFactory,
    VersionFactory,
)
from training.certificates.due import Ground, due
from training.certificates.issuing import issue
from training.enums import CertificateKind
from training.models import Certificate, Edition, Enrolment
from training.progress.closing import close


def described() -> None:
    describe_office(
        by=None,
        network_name="Red de Enlaces",
        office_name="Instituto de las Mujeres",
        place="Guadalajara",
        signer_name="Mtra. Zoraida Firma Prueba",
        signer_post="Directora General",
    )


def given(
    *came: Any, absent: tuple[Any, ...] = (), title: str = "Diplomado en presupuestos", **more: Any
) -> Edition:
    """An edition whose one session is over: those came, the absent did not. Its module has two units, each of
    them taught there, so that coming completes it."""
    curriculum = CurriculumFactory(title=title, **more)
    version = VersionFactory(curriculum=curriculum)
    module = ModuleFactory(version=version, title="Presupuestos con perspectiva de género")
    units = [UnitFactory(module=module), UnitFactory(module=module)]
    starts = timezone.localdate() - dt.timedelta(days=30)
    edition: Edition = EditionFactory(version=version, starts_on=starts)
    for person in (*came, *absent):
        EnrolmentFactory(edition=edition, person=person)
    session = CourseSessionFactory(edition=edition, module=module)
    session.units.set(units)
    held(session.event, came, absent)
    return edition


def held(event: Event, came: tuple[Any, ...], absent: tuple[Any, ...] = ()) -> None:
    """The event gets its list, goes by, and its attendance is taken."""
    event.audience = "public"
    event.save()
    places = {person.pk: enrolled(event, person) for person in (*came, *absent)}
    then = timezone.now() - dt.timedelta(days=2)
    Event.objects.filter(pk=event.pk).update(starts_at=then, ends_at=then + dt.timedelta(hours=4))
    gone = {person.pk for person in absent}
    states = {row.pk: "absent" if key in gone else "present" for key, row in places.items()}
    if states:
        take_attendance(event=event, by=coordinator(), states=states)


def completed(*people: Any, by: Any = None, **more: Any) -> Edition:
    """An edition that those people completed, closed."""
    edition = given(*people, **more)
    close(edition=edition, by=by or coordinator())
    edition.refresh_from_db()
    return edition


def issued(edition: Edition, by: Any = None, language: str = "es") -> list[Certificate]:
    """One to everybody who completed it."""
    ground = Ground(CertificateKind.COMPLETED, edition=edition)
    made = [issue(ground=ground, one=one, by=by, language=language) for one in due(ground)]
    return [one for one in made if one is not None]


def learner(name: str = "", **values: Any) -> Any:
    """A member with an account."""
    person = member()
    if name or values:
        for field, value in {"name": name or person.name, **values}.items():
            setattr(person, field, value)
        person.save()
    return person


__all__ = [
    "AssignmentFactory",
    "Enrolment",
    "PersonFactory",
    "completed",
    "coordinator",
    "described",
    "given",
    "held",
    "issued",
    "learner",
    "member",
]
