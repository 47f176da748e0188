"""The layer of joint work: drawn from people, so only from those of whom any member may know."""

from datetime import date

import pytest

from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, GrantFact, Viewer, viewer_for
from network.graph.snapshot import Membership
from network.insights.queries import layer_choices, snapshot_for, standing
from network.people.blocks import block
from network.ties.models import Collaboration
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    """A third who looks on."""
    return PersonFactory(visible=True, account=UserFactory())


def works(name, package_id, **fields):
    person = PersonFactory(name=name, **({"visible": True, "shows_ties": True} | fields))
    place = {"package_id": package_id, "short_name": package_id.upper()}
    AffiliationFactory(person=person, started="2020-05", **{f"institution__{k}": v for k, v in place.items()})
    return person


def together(one, other, **fields):
    confirmed = {"confirmed_by_a": True, "confirmed_by_b": True, "kind": "works_with"}
    return Collaboration.objects.create(person_a=one, person_b=other, **(confirmed | fields))


def seen_by(viewer):
    return list(snapshot_for(viewer, ["collaborations"]).contexts)


def test_it_ties_two_institutions_since_when_they_say_and_names_nobody(member):
    row = together(works("Ana Zeta", "a"), works("Eva Zeta", "b"), started="2024-03", basis="inferred")
    (told,) = seen_by(viewer_for(member.account))
    assert (told.id, told.label, told.begins) == (f"collaborations:{row.uid}", "A ↔ B", date(2024, 3, 1))
    since = date(2020, 5, 1)
    assert told.members == (Membership("a", "inferred", since), Membership("b", "inferred", since))
    assert "Zeta" not in str(snapshot_for(viewer_for(member.account), ["collaborations"]))


def test_the_network_that_nobody_chose_is_as_it_was(member):
    eyes, ana, eva = viewer_for(member.account), works("Ana", "a"), works("Eva", "b")
    before = snapshot_for(eyes, standing()).digest
    together(ana, eva)
    assert snapshot_for(eyes, standing()).digest == before


@pytest.mark.parametrize(
    "closed",
    [
        {"visible": False, "visibility": "oculta"},
        {"visible": False, "visibility": "protegida"},
        {"visible": False, "visibility": "limitada", "alias": "Lila"},
        {"shows_ties": False},
        {"opposes_being_found": True},
    ],
)
def test_one_who_is_not_seen_or_does_not_show_her_ties_leaves_no_trace(member, closed):
    together(works("Ana", "a"), works("Eva", "b", **closed))
    assert seen_by(viewer_for(member.account)) == []


@pytest.mark.parametrize(
    "row", [{"confirmed_by_a": False}, {"confirmed_by_b": False}, {"started": "2015", "ended": "2019"}]
)
def test_what_one_alone_says_and_what_is_over_tie_nothing(member, row):
    together(works("Ana", "a"), works("Eva", "b"), **row)
    assert seen_by(viewer_for(member.account)) == []


def test_a_block_takes_it_from_whom_it_parts_and_between_the_two_from_all(member):
    ana, eva = works("Ana", "a", account=UserFactory()), works("Eva", "b", account=UserFactory())
    together(ana, eva)
    block(blocker=ana, blocked=member, viewer=viewer_for(ana.account))
    other = PersonFactory(visible=True, account=UserFactory())
    assert (seen_by(viewer_for(member.account)), len(seen_by(viewer_for(other.account)))) == ([], 1)
    block(blocker=eva, blocked=ana, viewer=viewer_for(eva.account))
    assert seen_by(viewer_for(other.account)) == []


@pytest.mark.parametrize("role", [None, *Role])
def test_without_a_record_of_her_own_no_role_reads_or_is_offered_it(member, role):
    together(works("Ana", "a"), works("Eva", "b"))
    eyes = Viewer(user_id=1, grants=frozenset({GrantFact(role)})) if role else PUBLIC
    assert seen_by(eyes) == []
    assert "collaborations" not in [name for name, _label, _is in layer_choices(eyes, ())]
    assert "collaborations" in [name for name, _l, _is in layer_choices(viewer_for(member.account), ())]


def test_duty_adds_nobody(member):
    hidden = works("Zoe", "c", visible=False, visibility="oculta")
    together(works("Ana", "a"), hidden)
    eyes = Viewer(user_id=1, person_id=member.pk, grants=frozenset({GrantFact(Role.COORDINATOR)}))
    assert seen_by(eyes) == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_two_queries_and_the_institutions_one(member, number, django_assert_num_queries):
    eyes = viewer_for(member.account)
    for place in range(number):
        together(works("Ana", f"a{place}"), works("Eva", f"b{place}"))
    with django_assert_num_queries(3):
        assert len(seen_by(eyes)) == number


def test_within_one_institution_or_without_any_it_ties_nobody(member):
    ana = works("Ana", "a")
    near = PersonFactory(visible=True, shows_ties=True)
    AffiliationFactory(person=near, institution=ana.affiliations.get().institution)
    together(ana, near)
    together(ana, PersonFactory(visible=True, shows_ties=True))
    assert seen_by(viewer_for(member.account)) == []


def test_the_map_offers_it_to_a_member_off_and_says_how_to_read_it(member, log_in, client):
    together(works("Ana", "a"), works("Eva", "b"))
    hers = log_in(Role.MEMBER, user=member.account)
    chosen = {name: on for name, _label, on in hers.get("/red/").context["layers"]}
    assert chosen["collaborations"] is False
    page = hers.get("/red/analisis/?capas=collaborations").content.decode()
    assert "une a las instituciones de dos integrantes" in page
    assert "Ana" not in page
    assert "collaborations" not in [name for name, _label, _on in client.get("/red/").context["layers"]]
    for address in ("/red/red.graphml", "/red/analisis/medidas.json", "/red/analisis/vinculos.csv"):
        file = hers.get(f"{address}?capas=collaborations").getvalue().decode()
        assert ("Ana" in file, "A ↔ B" in file or "collaborations" in file) == (False, True)
