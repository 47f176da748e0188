"""Who follows a commitment, says what was done for it, judges it, and reads the notices of an agreement."""

import datetime as dt

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.commitments.models import AdvanceNotice, Commitment, Progress
from network.commitments.queries import (
    commitments_around,
    in_care,
    may_judge,
    may_report,
    notices_visible_to,
    open_ones,
    opens_page,
    progress_visible_to,
    unacknowledged,
    visible_to,
)
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    CommitmentFactory,
    InstitutionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 10)


def viewer(role, scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


COORDINATOR, ADMINISTRATOR = viewer(Role.COORDINATOR), viewer(Role.ADMINISTRATOR)
HERS = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
OUTSIDE = (
    PUBLIC,
    viewer(Role.MEMBER),
    viewer(Role.ANALYST),
    viewer(Role.LIAISON, ScopeKind.INSTITUTION, "salud"),
    viewer(Role.COORDINATOR, ScopeKind.GROUP, "mesa"),
)


@pytest.fixture
def salud():
    return InstitutionFactory(package_id="salud")


@pytest.fixture
def three(salud):
    """What it owes, what is owed to it, and what is none of its business: all internal."""
    return (
        CommitmentFactory(agreement=None, debtor=salud, is_public=False),
        CommitmentFactory(agreement=None, creditor=salud, is_public=False),
        CommitmentFactory(agreement=None, creditor=InstitutionFactory(), is_public=False),
    )


def test_they_are_followed_by_who_coordinates_the_network_the_debtor_or_the_creditor(three):
    def followed(who):
        return set(in_care(Commitment.objects.all(), who))

    assert followed(COORDINATOR) == set(three)
    assert followed(HERS) == set(three[:2])
    for who in (*OUTSIDE, ADMINISTRATOR):
        assert followed(who) == set()
        assert set(visible_to(Commitment.objects.all(), who)) == set()
    public = CommitmentFactory(agreement=None)
    assert public in set(visible_to(Commitment.objects.all(), HERS)) - followed(HERS)
    secret = CommitmentFactory(agreement=AgreementFactory(is_public=False), debtor=three[0].debtor)
    assert secret not in followed(HERS), "of an agreement that she may not see"


def test_progress_is_read_by_who_follows(three):
    rows = [Progress.objects.create(commitment=one, told_on="2026", text="Se hizo") for one in three]

    def read(who):
        return set(progress_visible_to(Progress.objects.all(), who))

    assert (read(COORDINATOR), read(HERS)) == (set(rows), set(rows[:2]))
    assert [read(who) for who in OUTSIDE] == [set()] * len(OUTSIDE)


def test_the_debtors_side_reports_and_the_creditors_judges(three):
    owed, due, other = three
    assert [(may_report(one, HERS), may_judge(one, HERS)) for one in three] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert all(may_report(one, COORDINATOR) and may_judge(one, COORDINATOR) for one in (owed, due, other))
    for who in (*OUTSIDE, ADMINISTRATOR):
        assert not any(may_report(one, who) or may_judge(one, who) for one in three)


@pytest.mark.parametrize(
    ("who", "opens"),
    [
        (COORDINATOR, True),
        (ADMINISTRATOR, True),
        (HERS, True),
        (viewer(Role.COORDINATOR, ScopeKind.TERRITORY, "1"), True),
        (viewer(Role.ADMINISTRATOR, ScopeKind.INSTITUTION, "salud"), False),
        *((who, False) for who in OUTSIDE),
    ],
)
def test_the_page_of_one_is_there_for_the_desk_and_who_coordinates_a_part(who, opens):
    assert opens_page(who) is opens


def test_done_and_not_acknowledged_waits_for_its_creditor(salud):
    waits = CommitmentFactory(agreement=None, creditor=salud, status="done", done_on="2026-01")
    CommitmentFactory(agreement=None, status="done", done_on="2026-01")
    CommitmentFactory(agreement=None, creditor=salud, status="done")
    CommitmentFactory(agreement=None, creditor=salud, status="pending", done_on="")
    CommitmentFactory(
        agreement=None, creditor=salud, status="done", done_on="2026-01", acknowledged_on="2026-02"
    )
    CommitmentFactory(agreement=None, creditor=salud, status="in_progress", done_on="2026-01")
    assert list(unacknowledged(COORDINATOR)) == list(unacknowledged(HERS)) == [waits]
    assert list(open_ones(HERS, TODAY, "sin-reconocer")) == [waits]
    assert list(unacknowledged(PUBLIC)) == []


def test_what_awaits_somebody_is_late_or_soon_or_has_no_date():
    made = {
        due: CommitmentFactory(agreement=None, due_on=due)
        for due in ("2026-01", "2026-04-09", "2026-04-10", "")
    }
    CommitmentFactory(agreement=None, due_on="2026-01", status="done")
    CommitmentFactory(agreement=None, due_on="2026-01", is_public=False)
    CommitmentFactory(agreement=None, due_on="", status="not_met")
    soon = {made["2026-01"], made["2026-04-09"]}
    assert set(open_ones(PUBLIC, TODAY, "proximos")) == soon
    assert list(open_ones(PUBLIC, TODAY, "sin-fecha")) == [made[""]]


def test_around_an_institution_stands_what_it_owes_and_what_is_owed_to_it(salud, django_assert_num_queries):
    first, second = AgreementFactory(title="A"), AgreementFactory(title="B")
    rows = [
        CommitmentFactory(agreement=first, debtor=salud, due_on="2026-05"),
        CommitmentFactory(agreement=first, creditor=salud),
        CommitmentFactory(agreement=first, debtor=salud),
        CommitmentFactory(agreement=second, debtor=salud, due_on="2020"),
    ]
    CommitmentFactory(agreement=first)
    CommitmentFactory(agreement=first, debtor=salud, is_public=False)
    with django_assert_num_queries(1):
        found = [(row, row.agreement.title, row.debtor.name) for row in commitments_around(salud, PUBLIC)]
    assert [row for row, *_ in found] == rows


def test_notices_of_an_agreement_are_for_the_desk_and_for_who_gave_or_got_them(salud):
    agreement, hidden = AgreementFactory(), AgreementFactory(is_public=False)

    def notice(agreement, by=None, to=None):
        row = AdvanceNotice.objects.create(
            agreement=agreement, institution=by or InstitutionFactory(), title="Feria", theme=ThemeFactory(),
            happens_on="2026-05",
        )  # fmt: skip
        row.to.add(to or InstitutionFactory())
        return row

    given, got, other = notice(agreement, by=salud), notice(agreement, to=salud), notice(agreement)
    of_hidden = notice(hidden, by=salud)

    def read(who):
        return set(notices_visible_to(AdvanceNotice.objects.all(), who))

    assert read(COORDINATOR) == {given, got, other, of_hidden}
    assert read(ADMINISTRATOR) == {given, got, other}
    assert read(HERS) == {given, got}
    AgreementPartyFactory(agreement=hidden, institution=salud)
    assert read(HERS) == {given, got, of_hidden}
    assert [read(who) for who in OUTSIDE] == [set()] * len(OUTSIDE)
