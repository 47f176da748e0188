"""Who is to get a certificate of one edition or event, and who has one already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from events.after.attended import Attended, attended
from events.models import Event, Registration
from network.people.models import Person

from ..enums import CertificateKind, CertificateState, EditionState, EnrolmentState
from ..models import Certificate, Edition, Enrolment, Facilitator
from .content import of_attended, of_completed, of_facilitated

GIVEN = (CertificateState.ISSUED, CertificateState.REVOKED)
"""Whoever has one of these is given no other by the rule: what was revoked does not come back by itself."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What certificates stand on: an edition or an event, and what they state of whom."""

    kind: CertificateKind
    edition: Edition | None = None
    event: Event | None = None

    @property
    def source(self) -> str:
        """The column of a certificate that names on what row it stands."""
        return {
            CertificateKind.COMPLETED: "enrolment",
            CertificateKind.FACILITATED: "facilitator",
            CertificateKind.ATTENDED: "place",
        }[self.kind]

    def keys(self) -> dict[str, Any]:
        return {"kind": self.kind, "edition": self.edition, "event": self.event}

    def certificates(self) -> QuerySet[Certificate]:
        return Certificate.objects.filter(**self.keys())


@dataclass(frozen=True, slots=True)
class Due:
    """One who is to get it. `source` is the key of what it stands on; `row` the attendance of an event."""

    source: int
    person: int | None
    name: str  # of whoever has no record
    email: str = ""
    has_it: bool = False
    row: Attended | None = None


def due(ground: Ground) -> list[Due]:
    """By the rule, in the order of the list. Nobody is left out because somebody may not see her."""
    held = set(ground.certificates().filter(state__in=GIVEN).values_list(ground.source, flat=True))
    if ground.kind == CertificateKind.ATTENDED:
        return _attended(ground, held)
    if ground.kind == CertificateKind.FACILITATED:
        return [
            Due(row.pk, row.person_id, row.name, has_it=row.pk in held)
            for row in Facilitator.objects.filter(edition=ground.edition)
            if ground.edition is not None and ground.edition.state == EditionState.CLOSED
        ]
    rows = Enrolment.objects.filter(edition=ground.edition, state=EnrolmentState.COMPLETED)
    return [Due(row.pk, row.person_id, row.name, row.email, row.pk in held) for row in rows]


def _attended(ground: Ground, held: set[int | None]) -> list[Due]:
    if ground.event is None:
        return []
    came = attended([ground.event])
    places = {
        uid: (key, email)
        for uid, key, email in Registration.objects.filter(event=ground.event).values_list(
            "uid", "pk", "email"
        )
    }
    return [
        Due(key, one.person, one.name, email, key in held, one)
        for one in came
        for key, email in [places[one.place]]
    ]


def stated_of(ground: Ground, one: Due, language: str, kept: dict[str, Any]) -> Mapping[str, Any]:
    """What the certificate of that one states; `kept` holds what is the same for all of an edition."""
    if ground.kind == CertificateKind.ATTENDED:
        assert ground.event is not None
        assert one.row is not None
        return of_attended(ground.event, one.row, language)
    assert ground.edition is not None
    if ground.kind == CertificateKind.FACILITATED:
        return of_facilitated(Facilitator.objects.get(pk=one.source), language)
    if not kept:
        kept |= of_completed(ground.edition, language)
    return kept


def name_of(one: Due) -> str:
    """Her own name: a certificate is hers, whatever others may see of her."""
    if one.person is None:
        return one.name
    return Person.objects.values_list("name", flat=True).get(pk=one.person)
