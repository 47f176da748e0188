"""Women who are seen, and one who looks."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from network.accounts.enums import Role
from network.accounts.viewer import GrantFact, Viewer
from network.people.models import Person
from network.search.services import refresh_all
from network.ties.models import Collaboration
from tests.factories.records import PersonFactory


@pytest.fixture
def woman(db: None) -> Callable[..., Person]:
    """`woman("Ana")` shows herself and her ties, and introduces; fields say otherwise."""

    def made(name: str, **fields: Any) -> Person:
        shown = {"visibility": "visible", "shows_ties": True, "introduces": True}
        return PersonFactory(name=name, **(shown | fields))

    return made


def eyes_of(person: Person, **facts: Any) -> Viewer:
    return Viewer(user_id=1, person_id=person.pk, grants=frozenset({GrantFact(Role.MEMBER)}), **facts)


def work_together(*people: Person, **fields: Any) -> None:
    """Each with the next, confirmed by both."""
    for one, other in pairwise(people):
        Collaboration.objects.create(
            **{"person_a": one, "person_b": other, "kind": "works_with"}
            | {"confirmed_by_a": True, "confirmed_by_b": True}
            | fields
        )


@pytest.fixture
def indexed() -> Callable[[], None]:
    return lambda: refresh_all() and None
