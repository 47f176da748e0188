"""Whether a post is covered is told by the post alone; who holds it, by the post and by her."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.institutions.models import Post
from network.people.models import Block, Person
from network.ties.collaborations import agreed, own_collaborations, showing_ties, ties_told_to
from network.ties.models import Appointment, Collaboration
from network.ties.queries import appointments_visible_to, ending, with_coverage
from network.ties.vacancies import with_vacancy
from tests.factories.records import (
    AffiliationFactory,
    AppointmentFactory,
    DocumentFactory,
    PersonFactory,
    PostFactory,
)

pytestmark = pytest.mark.django_db


def viewer(role: Role, scope: ScopeKind = ScopeKind.NETWORK, key: str = "", **facts: object) -> Viewer:
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}), **facts)  # type: ignore[arg-type]


MEMBER, ANALYST, COORDINATOR = viewer(Role.MEMBER), viewer(Role.ANALYST), viewer(Role.COORDINATOR)
PUBLICATIONS = ("public", "network", "reserved")


def coverage(who: Viewer) -> list[str]:
    return [post.coverage for post in with_coverage(Post.objects.order_by("pk"), who)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", ["visible", "limitada", "oculta", "protegida"])
def test_a_post_says_whether_it_is_covered_by_its_own_publication_whoever_holds_it(mode: str) -> None:
    for publication in PUBLICATIONS:
        AppointmentFactory(
            post=PostFactory(publication=publication), person=PersonFactory(visibility=mode, alias="Luna")
        )
    for publication in PUBLICATIONS:
        PostFactory(publication=publication)
    PostFactory(closed_on="2020")
    shut, told = ["covered", "within_network", "updating"], ["covered", "covered", "updating"]
    assert coverage(PUBLIC) == [*shut, "vacant", "within_network", "updating"]
    for who in (MEMBER, ANALYST, COORDINATOR, viewer(Role.ADMINISTRATOR)):
        assert coverage(who) == [*told, "vacant", "vacant", "updating"]


def test_a_substitute_covers_nothing_and_neither_does_who_left_or_comes_later() -> None:
    for facts in ({"capacity": "suplente"}, {"ended": "2021"}, {"started": "2999"}):
        AppointmentFactory(**facts)
    for capacity in ("titular", "interina", "subrogante", "encargada_de_despacho"):
        AppointmentFactory(capacity=capacity)
    assert coverage(PUBLIC) == [*["vacant"] * 3, *["covered"] * 4]


def holders(who: Viewer) -> set[tuple[str, str]]:
    rows = appointments_visible_to(Appointment.objects.all(), who)
    return {(row.post.publication, row.person.name) for row in rows}


def held(**fields: object) -> dict[str, Appointment]:
    """Of each publication a post that she alone holds."""
    return {
        publication: AppointmentFactory(
            post=PostFactory(publication=publication), person=PersonFactory(name="Ana", **fields)
        )
        for publication in PUBLICATIONS
    }


@pytest.mark.parametrize(
    ("shows", "public", "member"),
    [("nobody", "", ""), ("network", "", "public network"), ("public", "public", "public network")],
)
def test_who_holds_a_post_is_told_where_the_post_and_she_allow_it(
    shows: str, public: str, member: str
) -> None:
    held(visible=True, shows_as_holder=shows)
    assert holders(PUBLIC) == {(one, "Ana") for one in public.split()}
    assert holders(ANALYST) == {(one, "Ana") for one in public.split()}
    assert holders(MEMBER) == {(one, "Ana") for one in member.split()}
    assert holders(viewer(Role.ADMINISTRATOR)) == holders(MEMBER)
    assert holders(COORDINATOR) == {("public", "Ana"), ("network", "Ana")}


@pytest.mark.parametrize(
    "closed",
    [{"visibility": "limitada"}, {"visibility": "oculta"}, {"visible": True, "opposes_being_found": True}],
)
def test_whoever_is_not_seen_by_name_is_told_beside_her_post_by_duty_alone(closed: dict[str, object]) -> None:
    held(shows_as_holder="public", alias="Luna", **closed)
    assert holders(PUBLIC) == holders(MEMBER) == set()
    assert holders(COORDINATOR) == {("public", "Ana"), ("network", "Ana")}


def test_protected_is_told_to_herself_and_to_who_opened_her_record_reserved_posts_too() -> None:
    rows = held(protected=True, shows_as_holder="public")
    assert holders(COORDINATOR) == set()
    for publication, row in rows.items():
        assert holders(viewer(Role.MEMBER, person_id=row.person_id)) == {(publication, "Ana")}
        opened = viewer(Role.ADMINISTRATOR, opened_ids=frozenset({row.person_id}))
        assert holders(opened) == {(publication, "Ana")}


def test_a_block_parts_a_member_from_the_name_beside_the_post() -> None:
    row = held(visible=True, shows_as_holder="public")["public"]
    blocked = frozenset({row.person_id})
    assert ("public", "Ana") not in holders(replace(MEMBER, blocked_ids=blocked))
    assert ("public", "Ana") in holders(replace(COORDINATOR, blocked_ids=blocked))


def test_duty_reaches_as_far_as_her_scope() -> None:
    rows = held()
    place = AffiliationFactory(person=rows["network"].person).institution
    liaison = viewer(Role.LIAISON, ScopeKind.INSTITUTION, place.package_id)
    assert holders(liaison) == {("network", "Ana")}


def test_what_ends_soon_is_told_of_posts_that_tell_of_theirs() -> None:
    today = timezone.localdate()
    soon, late, past = (str(today + dt.timedelta(days=days)) for days in (60, 61, -1))
    for publication in PUBLICATIONS:
        AppointmentFactory(post=PostFactory(publication=publication), ended=soon)
    first, second, _reserved = Appointment.objects.order_by("pk")
    AppointmentFactory(ended=late)
    AppointmentFactory(ended=past)
    AppointmentFactory(ended=soon, started=str(today + dt.timedelta(days=3)))
    AppointmentFactory(ended=soon, post=PostFactory(closed_on="2020"))
    AppointmentFactory()
    assert set(ending(PUBLIC, today)) == {first}
    assert set(ending(MEMBER, today)) == {first, second}


def vacancy(who: Viewer) -> list[tuple[str, str, bool]]:
    rows = with_vacancy(Post.objects.order_by("pk"), who)
    return [(row.coverage, row.vacant_since, row.lacks_document) for row in rows]  # type: ignore[attr-defined]


def test_since_when_and_without_which_paper_is_told_where_the_state_is() -> None:
    for publication in PUBLICATIONS:
        post = PostFactory(publication=publication)
        AppointmentFactory(post=post, ended="2021-03")
        AppointmentFactory(post=post, started="2015", ended="2019")
        AppointmentFactory(post=post, capacity="suplente", ended="2023")
        AppointmentFactory(post=PostFactory(publication=publication))
    never = PostFactory()
    papered = PostFactory()
    AppointmentFactory(post=papered, document=DocumentFactory())
    AppointmentFactory(post=papered, capacity="suplente", document=None)
    AppointmentFactory(post=never, capacity="suplente", document=None)
    shut = ("within_network", "", False)
    gone, bare, silent = ("vacant", "2021-03", False), ("covered", "", True), ("updating", "", False)
    rest = [("vacant", "", False), ("covered", "", False)]
    assert vacancy(PUBLIC) == [gone, bare, shut, shut, silent, silent, *rest]
    assert vacancy(COORDINATOR) == [gone, bare, gone, bare, silent, silent, *rest]


def tie(one: Person, other: Person, **more: object) -> Collaboration:
    both = {"confirmed_by_a": True, "confirmed_by_b": True, "kind": "consults"}
    row: Collaboration = Collaboration.objects.create(person_a=one, person_b=other, **(both | more))
    return row


def test_a_tie_is_what_both_confirmed_and_is_in_force() -> None:
    ana, eva = PersonFactory(visible=True), PersonFactory(visible=True)
    standing = tie(ana, eva)
    tie(ana, PersonFactory(), confirmed_by_a=False)
    tie(ana, PersonFactory(), confirmed_by_b=False)
    tie(ana, PersonFactory(), started="2015", ended="2019")
    assert list(agreed()) == [standing]


def test_a_tie_of_two_is_told_by_consent_of_both_alone_and_to_whoever_has_a_record() -> None:
    open_one, open_other = (PersonFactory(visible=True, shows_ties=True) for _ in range(2))
    told = tie(open_one, open_other)
    for other in (PersonFactory(visible=True), PersonFactory(shows_ties=True)):
        tie(open_one, other)
    tie(open_one, PersonFactory(protected=True, shows_ties=True))
    for without_a_record in (PUBLIC, ANALYST, MEMBER, COORDINATOR):
        assert set(ties_told_to(without_a_record)) == set()
    reader = PersonFactory()
    for role in (MEMBER, COORDINATOR):
        assert set(ties_told_to(replace(role, person_id=reader.pk))) == {told}
    parted = replace(MEMBER, person_id=reader.pk, blocked_ids=frozenset({open_other.pk}))
    assert set(ties_told_to(parted)) == set()
    assert set(showing_ties(MEMBER)) == {open_one, open_other}


def test_her_own_are_all_that_stand_between_her_and_whom_she_sees_in_their_order() -> None:
    ana, eva, ida = (PersonFactory(visible=True) for _ in range(3))
    rows = [tie(eva, ana, confirmed_by_a=False), tie(ana, ida), tie(ana, PersonFactory())]
    tie(eva, ida)
    assert list(own_collaborations(viewer(Role.MEMBER, person_id=ana.pk))) == rows[:2]
    assert list(own_collaborations(MEMBER)) == list(own_collaborations(PUBLIC)) == []


def test_a_tie_parted_by_a_block_is_none_for_anybody() -> None:
    ana, eva, ida = (PersonFactory(visible=True) for _ in range(3))
    tie(ana, eva)
    other = tie(ana, ida)
    Block.objects.create(blocker=ida, blocked=eva, label="Eva")
    block = Block.objects.create(blocker=ana, blocked=eva, label="Eva")
    assert list(agreed()) == [other]
    Block.objects.filter(pk=block.pk).update(blocker=eva, blocked=ana)
    assert list(agreed()) == [other]
