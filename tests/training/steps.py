"""Curricula and editions as coordinators make them, with who enrols, for the tests of the room."""

import datetime as dt
from typing import Any

from django.utils import timezone

from events.enrolling import Wish
from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.joining.privacy import mark_of, notice_in_force
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory
from tests.factories.training import (
    CurriculumFactory,
    EditionFactory,
    ModuleFactory,
    UnitFactory,
    VersionFactory,
)
from training.editions.publishing import publish_edition
from training.editions.sessions import add_session
from training.enrolling import ask
from training.models import Edition, Enrolment

ZONE = "America/Santiago"


def coordinator(scope: ScopeKind = ScopeKind.NETWORK, key: str = "") -> Any:
    account = UserFactory()
    grant(user=account, role=Role.COORDINATOR, scope=scope, key=key, by=None)
    return account


def member(institution: Any = None, **fields: Any) -> Any:
    person = PersonFactory(account=UserFactory(), **fields)
    AffiliationFactory(person=person, institution=institution or InstitutionFactory())
    grant(user=person.account, role=Role.MEMBER, by=None)
    return person


def liaison(institution: Any) -> Any:
    person = member(institution)
    grant(
        user=person.account,
        role=Role.LIAISON,
        scope=ScopeKind.INSTITUTION,
        key=institution.package_id,
        by=None,
    )
    return person


def wish(pool: str = "on_site", **said: Any) -> Wish:
    return Wish(pool=pool, mark=mark_of(notice_in_force()), **said)


def session_on(edition: Edition, by: Any, days: int, seats: int | None = 30, **said: Any) -> Any:
    starts = timezone.now() + dt.timedelta(days=days)
    return add_session(
        edition=edition,
        by=by,
        title=f"Sesión a {days} días",
        time_zone=ZONE,
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=4),
        seats_on_site=seats,
        place="Salón Azul",
        **said,
    )


def taught(**curriculum: Any) -> Any:
    """A version in force of two modules, each with one content."""
    version = VersionFactory(curriculum=CurriculumFactory(**curriculum))
    for _number in (1, 2):
        UnitFactory(module=ModuleFactory(version=version))
    return version


def published(
    *, by: Any = None, seats: int = 2, days: tuple[int, ...] = (10, 17), version: Any = None, **said: Any
) -> Edition:
    """Published, with a session on each of those days; `seats` are those of the opening one."""
    by = by or coordinator()
    edition = EditionFactory(version=version or taught(), draft=True, starts_on=None, ends_on=None, **said)
    for number, day in enumerate(days):
        session_on(edition, by, day, seats if number == 0 else 30)
    return publish_edition(edition=edition, by=by)


def asked(edition: Edition, person: Any = None, **said: Any) -> Enrolment:
    person = person or member()
    how = {name: said.pop(name) for name in ("pool", "language") if name in said}
    return ask(edition=edition, person=person, by=person.account, wish=wish(**how), **said)


def lists(edition: Edition) -> list[list[str]]:
    """The state of each place, session by session, in the order in which they came."""
    return [
        list(one.event.registrations.order_by("turn", "pk").values_list("state", flat=True))
        for one in edition.sessions.order_by("number")
    ]
