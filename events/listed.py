"""Who has a place, as whoever runs the event may read it. Whom she may not see is a reserved place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.people.models import Person
from network.people.rules import shown_line
from network.vocabulary.panels import Badge

from .models import Registration
from .queries import people_named_to, places_kept_by
from .rules import place_badge


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. Of a reserved place nothing is told but that it is taken, and how it stands."""

    row: Registration
    name: str
    post: str
    institution: str
    badge: Badge
    pool: str
    is_reserved: bool

    @property
    def is_told(self) -> bool:
        return not self.is_reserved


def listed(rows: Sequence[Registration], viewer: Viewer) -> list[Listed]:
    """Rows of `places_kept_by` with their institution, in three queries however many they are."""
    keys = [row.pk for row in rows]
    people = people_named_to(places_kept_by(viewer).filter(pk__in=keys), viewer)
    return [_line(row, people) for row in rows]


def _line(row: Registration, people: dict[int, Person]) -> Listed:
    name, post, where = row.name, row.post_title, row.institution_name
    where = row.institution.called if row.institution else where
    is_reserved = False
    if row.person_id is not None:
        person = people.get(row.person_id)
        is_reserved = person is None
        name, post = (_("Reserved place"), "") if person is None else shown_line(person)
        if person is None or not person.sees_institution:  # type: ignore[attr-defined]
            where = ""
    return Listed(
        row=row,
        name=name,
        post=post,
        institution=where,
        badge=place_badge(row.state),
        pool=row.get_pool_display(),
        is_reserved=is_reserved,
    )
