"""Requests are the desk's; what was sent to an institution is seen by who coordinates that, too."""

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.requests.models import Request, RequestRecipient
from network.requests.queries import Filter, chosen_by, recipients_visible_to, visible_to
from tests.factories.records import (
    AppointmentFactory,
    DocumentFactory,
    InstitutionFactory,
    PostFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


COORDINATOR = viewer(Role.COORDINATOR)
HERS = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
OUTSIDE = (
    PUBLIC,
    viewer(Role.MEMBER),
    viewer(Role.ANALYST),
    viewer(Role.ADMINISTRATOR),
    viewer(Role.LIAISON, ScopeKind.INSTITUTION, "salud"),
    viewer(Role.COORDINATOR, ScopeKind.GROUP, "mesa"),
)


def test_requests_are_the_desks_and_a_row_that_was_sent_is_seen_by_the_institutions_coordinator_too():
    request = Request.objects.create(kind="designation", letter_kind="oficio", subject="x", body="x")
    later = Request.objects.create(kind="designation", letter_kind="oficio", subject="y", body="y")
    here = InstitutionFactory(package_id="salud")
    sent, drafted, other = (
        RequestRecipient(
            request=request, institution=here, state="sent", sent_on="2026-01-01", letter=DocumentFactory()
        ),
        RequestRecipient(request=later, institution=here),
        RequestRecipient(request=request, institution=InstitutionFactory()),
    )
    RequestRecipient.objects.bulk_create([sent, drafted, other])

    def seen(who):
        found = set(recipients_visible_to(RequestRecipient.objects.all(), who))
        return visible_to(Request.objects.all(), who).count(), found

    assert seen(COORDINATOR) == (2, {sent, drafted, other})
    assert seen(HERS) == (0, {sent})
    assert [seen(who) for who in OUTSIDE] == [(0, set())] * len(OUTSIDE)


def test_every_condition_narrows_whom_to_ask_and_names_sort_them():
    jalisco, town = TerritoryFactory(), TerritoryFactory(kind="municipality", name="Zapopan")
    InstitutionFactory(name="D", municipality=town, kind="ministry")
    InstitutionFactory(name="C", region=jalisco, kind="ministry", sector="academia")
    InstitutionFactory(name="B", region=jalisco)
    twins = [InstitutionFactory(name="A") for _ in range(2)]

    def named(**asked):
        return "".join(row.name for row in chosen_by(Filter(**asked), COORDINATOR))

    assert named() == "AABCD"
    assert list(chosen_by(Filter(), COORDINATOR))[:2] == twins
    assert (named(territory=jalisco.pk), named(territory=town.pk)) == ("BC", "D")
    assert (named(kind="ministry"), named(sector="academia")) == ("CD", "C")
    assert named(kind="ministry", territory=jalisco.pk, sector="public") == ""
    request = Request.objects.create(kind="designation", letter_kind="oficio", subject="x", body="x")
    for row, state in ((twins[0], "sent"), (twins[1], "drafted")):
        facts = {"sent_on": "2026-01-01", "letter": DocumentFactory()} if state == "sent" else {}
        RequestRecipient.objects.bulk_create(
            [RequestRecipient(request=request, institution=row, state=state, **facts)]
        )
    assert list(chosen_by(Filter(silent_of=request), COORDINATOR)) == twins[:1]


def test_without_a_liaison_is_told_as_far_as_the_reader_is_told_of_posts():
    held, vacant, inside = (InstitutionFactory(name=name) for name in "ABC")
    AppointmentFactory(post=PostFactory(institution=held))
    PostFactory(institution=vacant)
    PostFactory(institution=inside, publication="network")

    def named(who):
        return "".join(row.name for row in chosen_by(Filter(without_liaison=True), who))

    assert (named(COORDINATOR), named(PUBLIC)) == ("BC", "B")


@pytest.mark.parametrize(
    "asked",
    [{"territory": 1}, {"kind": "x"}, {"sector": "x"}, {"without_liaison": True}, {"silent_of": Request()}],
)
def test_a_filter_with_any_condition_is_not_empty(asked):
    assert Filter().is_empty
    assert not Filter(**asked).is_empty
