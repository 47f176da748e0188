"""Who is in an edition, as whoever runs it may read it. Whom she may not see is a reserved place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.people.models import Person
from network.people.rules import shown_line
from network.vocabulary.panels import Badge

from .enums import ConsentState, EnrolmentState
from .models import Enrolment
from .queries import enrolments_kept_by, people_named_to
from .rules import enrolment_badge


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. Of a reserved place nothing is told but how it stands."""

    row: Enrolment
    name: str
    post: str
    institution: str
    badge: Badge
    way: str
    consent: str
    reasons: str
    is_reserved: bool

    @property
    def is_to_decide(self) -> bool:
        return self.row.state == EnrolmentState.ASKED


def listed(rows: Sequence[Enrolment], viewer: Viewer) -> list[Listed]:
    """Rows of `enrolments_kept_by` with institution, place and consent, in three queries in all."""
    keys = [row.pk for row in rows]
    people = people_named_to(enrolments_kept_by(viewer).filter(pk__in=keys), viewer)
    return [_line(row, people) for row in rows]


def learner_name(row: Enrolment, people: dict[int, Person]) -> str:
    """Of a learner, as whoever runs the edition may read it."""
    if row.person_id is None:
        return str(row.name)
    person = people.get(row.person_id)
    return _("Reserved place") if person is None else shown_line(person)[0]


def _line(row: Enrolment, people: dict[int, Person]) -> Listed:
    name, post = row.name, row.post_title
    where = row.institution.called if row.institution else ""
    is_reserved = False
    if row.person_id is not None:
        person = people.get(row.person_id)
        is_reserved = person is None
        name, post = (_("Reserved place"), "") if person is None else shown_line(person)
        if person is None or not person.sees_institution:  # type: ignore[attr-defined]
            where = ""
    consent = getattr(row, "consent", None)
    return Listed(
        row=row,
        name=name,
        post=post,
        institution=where,
        badge=enrolment_badge(row),
        way=str(row.get_way_display()),
        consent=str(ConsentState(consent.state).label) if consent is not None else "",
        reasons="" if is_reserved else row.reasons,
        is_reserved=is_reserved,
    )
