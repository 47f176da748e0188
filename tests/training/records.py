"""Who does what in the tests of records, reach and ties."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from events.models import Event, Presence, Registration
from network.accounts.enums import Role, ScopeKind
from network.accounts.models import User
from network.accounts.services import grant
from network.accounts.viewer import Viewer, viewer_for
from network.institutions.models import Institution
from network.people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.pdfs import pdf_of
from tests.factories.records import AffiliationFactory, PersonFactory
from training.models import ExternalTraining
from training.record.handing_in import hand_in


def member(institution: Institution | None = None, **traits: Any) -> Person:
    """With an account, and working there if said."""
    person: Person = PersonFactory(account=UserFactory(), **traits)
    grant(user=person.account, role=Role.MEMBER, by=None)
    if institution is not None:
        AffiliationFactory(person=person, institution=institution)
    return person


def coordinator(scope: ScopeKind = ScopeKind.NETWORK, key: str = "") -> User:
    user: User = UserFactory()
    grant(user=user, role=Role.COORDINATOR, by=None, scope=scope, key=key)
    return user


def as_viewer(who: Person | User) -> Viewer:
    return viewer_for(who.account if isinstance(who, Person) else who)


def certificate(name: str = "constancia.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_of("Instituto ejemplo"))


def told(**more: Any) -> dict[str, Any]:
    """What she says of a training elsewhere."""
    return {
        "title": "Curso de igualdad laboral",
        "provider": "Universidad Ejemplo",
        "started": "2024",
        "ended": "",
        "hours": None,
        "contents": [],
    } | more


def handed_in(person: Person, **more: Any) -> ExternalTraining:
    said = told(**more)
    return hand_in(person=person, by=person.account, upload=said.pop("upload", certificate()), **said)  # type: ignore[arg-type]


def days_ago(number: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=number)


def was_there(event: Event, person: Person, state: str = "present") -> None:
    """As its attendance says."""
    turn = event.registrations.count() + 1
    place = Registration.objects.create(event=event, person=person, turn=turn, state="waiting")
    Registration.objects.filter(pk=place.pk).update(state="enrolled")
    Presence.objects.create(registration=place, state=state, at=event.ends_at or timezone.now())
