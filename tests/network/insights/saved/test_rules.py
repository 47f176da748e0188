"""Who may read what was kept."""

from dataclasses import replace

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.insights.models import Edition, Readers
from network.insights.saved.rules import (
    EVERY_INSIDER,
    best_of,
    grants_as_kept,
    may_manage,
    may_read,
    role_of,
    sight_of,
    standing,
)

ANALYST, MEMBER = GrantFact(Role.ANALYST), GrantFact(Role.MEMBER)
NORTH = GrantFact(Role.COORDINATOR, ScopeKind.TERRITORY, "3")
SOUTH = GrantFact(Role.COORDINATOR, ScopeKind.TERRITORY, "4")
ADMINISTRATOR = GrantFact(Role.ADMINISTRATOR)


def viewer(*grants, user=7, **facts):
    return Viewer(user_id=user, grants=frozenset(grants), **facts)


AUTHOR = viewer(NORTH, institution_ids=frozenset({2}))


def edition(readers):
    made = Edition(readers=readers, grants=grants_as_kept(AUTHOR))
    if readers == Readers.AUTHOR:
        made.only_for_id, made.standing = AUTHOR.user_id, standing(AUTHOR)
    return made


@pytest.mark.parametrize(
    ("who", "read"),
    [
        (PUBLIC, ""),
        (viewer(), ""),  # an account without any grant
        (viewer(ANALYST, user=8), "insiders"),
        (viewer(MEMBER, user=8), "insiders"),
        (viewer(SOUTH, user=8), "insiders"),
        (viewer(GrantFact(Role.COORDINATOR, ScopeKind.TERRITORY, "33"), user=8), "insiders"),
        (viewer(GrantFact(Role.LIAISON, ScopeKind.TERRITORY, "3"), user=8), "insiders"),
        (viewer(ADMINISTRATOR, user=8), "insiders"),
        (viewer(NORTH, user=8), "insiders grants"),
        (viewer(NORTH, MEMBER, user=8), "insiders grants"),
        (AUTHOR, "insiders grants author"),
        (viewer(MEMBER), "insiders"),  # the author, who coordinates no more
        (viewer(NORTH), "insiders grants"),  # the author, who works elsewhere now
        (viewer(NORTH, MEMBER, institution_ids=frozenset({2})), "insiders grants"),
        # The author on the day on which somebody blocked her: nothing may tell her so.
        (replace(AUTHOR, blocked_ids=frozenset({9})), "insiders grants author"),
        (viewer(NORTH, user=8, institution_ids=frozenset({2})), "insiders grants"),
        (replace(AUTHOR, opened_ids=frozenset({9})), "insiders grants"),  # with a record open she sees more
        (viewer(person_id=5, user=8), "insiders"),  # a member without grants
    ],
)
def test_an_edition_is_read_with_the_rights_it_was_made_with(who, read):
    assert [readers for readers in Readers.values if may_read(edition(readers), who)] == read.split()


def test_what_was_computed_with_an_open_record_closes_with_it():
    opened = replace(AUTHOR, opened_ids=frozenset({9}))
    made = edition(Readers.AUTHOR)
    made.standing = standing(opened)
    assert [may_read(made, who) for who in (opened, AUTHOR)] == [True, False]


def test_every_insider_is_an_analyst_without_a_record_or_a_place():
    assert Viewer(grants=frozenset({GrantFact(Role.ANALYST)})) == EVERY_INSIDER


def test_of_several_the_one_made_with_most_rights_is_read():
    kept = [edition(Readers.INSIDERS), edition(Readers.AUTHOR)]
    assert best_of(kept, AUTHOR) is kept[1]
    assert best_of(kept, viewer(ANALYST, user=8)) is kept[0]
    assert best_of(kept[1:], viewer(ANALYST, user=8)) is None


@pytest.mark.parametrize("readers", Readers.values)
def test_today_is_looked_at_with_no_more_rights_than_the_edition_nor_than_the_reader(readers):
    eyes = sight_of(edition(readers), AUTHOR)
    wanted = {"insiders": EVERY_INSIDER, "grants": Viewer(grants=frozenset({NORTH})), "author": AUTHOR}
    assert eyes == wanted[readers]


@pytest.mark.parametrize(
    ("who", "manages"),
    [
        (AUTHOR, True),
        (viewer(ANALYST), True),
        (viewer(), False),  # the author, whose last role ended
        (viewer(NORTH, user=8), False),
        (viewer(ADMINISTRATOR, user=8), True),
        (viewer(GrantFact(Role.ADMINISTRATOR, ScopeKind.GROUP, "x"), user=8), False),
        (PUBLIC, False),
    ],
)
def test_its_author_and_the_administrators_manage_it(who, manages):
    assert may_manage(7, who) is manages


def test_what_lost_its_author_is_managed_by_administrators_alone():
    assert [may_manage(None, who) for who in (AUTHOR, PUBLIC, viewer(ADMINISTRATOR))] == [False, False, True]


def test_one_speaks_in_the_role_that_reaches_furthest():
    assert role_of(viewer(MEMBER, NORTH)) == "coordinator"
    assert role_of(viewer(person_id=5)) == ""
