"""An acuerdo is open, done, carried over or dropped; of two who close it one wins."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.groups.acuerdos import (
    carry_over,
    correct_acuerdo,
    drop,
    mark_done,
    record_acuerdo,
    remove_acuerdo,
    reopen,
)
from network.groups.enums import AcuerdoStatus
from network.groups.models import Acuerdo
from network.groups.session_queries import chain_of, reviewed_in
from network.groups.session_rules import became_words
from network.journal.models import Entry
from tests.factories.records import (
    AcuerdoFactory,
    DocumentFactory,
    GroupFactory,
    GroupSessionFactory,
    InstitutionFactory,
    PostFactory,
)
from tests.network.milestones.test_services import entitled

pytestmark = pytest.mark.django_db
COORDINATOR = Viewer(grants=frozenset({GrantFact(Role.COORDINATOR)}))


def later_than(acuerdo, **values):
    return GroupSessionFactory(group=acuerdo.session.group, **{"happens_on": "2026-06", **values})


def test_acuerdos_count_within_their_session():
    by, session, here = entitled(), GroupSessionFactory(), InstitutionFactory()
    rows = [record_acuerdo(session=session, by=by, text=text, responsible=[here]) for text in ("Uno", "Dos")]
    other = record_acuerdo(session=GroupSessionFactory(), by=by, text="Uno")
    assert [row.number for row in (*rows, other)] == [1, 2, 1]
    assert list(rows[0].responsible.all()) == [here]


def test_a_form_sent_twice_records_once():
    by, session, uid = entitled(), GroupSessionFactory(), uuid.uuid4()
    assert len({record_acuerdo(session=session, by=by, text="Uno", uid=uid).pk for _ in range(2)}) == 1


def test_nothing_is_agreed_in_a_session_that_was_not_held():
    with pytest.raises(ValidationError) as said:
        record_acuerdo(session=GroupSessionFactory(status="planned"), by=entitled(), text="Uno")
    assert said.value.code == "not_held"


def test_a_reserved_post_is_named_nowhere():
    post = PostFactory(publication="reserved")
    with pytest.raises(ValidationError) as said:
        record_acuerdo(session=GroupSessionFactory(), by=entitled(), text="Uno", post=post)
    assert "post" in said.value.message_dict
    assert not Acuerdo.objects.exists()


def test_of_two_who_close_it_the_second_is_told_how_it_stands():
    by, acuerdo = entitled(), AcuerdoFactory()
    mark_done(acuerdo=acuerdo, by=by, on="2026-05", evidence=DocumentFactory())
    for deed in (
        lambda: drop(acuerdo=acuerdo, by=by, reason="Ya no"),
        lambda: mark_done(acuerdo=acuerdo, by=by, on="2026-05"),
        lambda: carry_over(acuerdo=acuerdo, to=later_than(acuerdo), by=by),
        lambda: correct_acuerdo(acuerdo=acuerdo, by=by, text="Otro"),
        lambda: reopen(acuerdo=acuerdo, by=by, seen=AcuerdoStatus.DROPPED),
    ):
        with pytest.raises(ValidationError) as said:
            deed()
        assert said.value.code == "stale"
    acuerdo.refresh_from_db()
    assert (acuerdo.status, acuerdo.text.startswith("Acuerdo")) == ("done", True)


def test_done_has_a_day_that_has_come_and_is_not_before_the_session():
    by, acuerdo = entitled(), AcuerdoFactory(session__happens_on="2026-03")
    for day in ("", "2099", "2026-02-28", "ayer"):
        with pytest.raises(ValidationError) as said:
            mark_done(acuerdo=acuerdo, by=by, on=day)
        assert "done_on" in said.value.message_dict
    done = mark_done(acuerdo=acuerdo, by=by, on="2026")
    assert str(done.done_on) == "2026"


def test_what_is_carried_over_goes_on_in_a_later_session_and_the_chain_is_told_in_order():
    by, here, first = entitled(), InstitutionFactory(), AcuerdoFactory(due_on="2026-04")
    first.responsible.add(here)
    second = carry_over(acuerdo=first, to=later_than(first), by=by, due_on="2026-08")
    third = carry_over(acuerdo=second, to=later_than(first, happens_on="2026-09"), by=by)
    first.refresh_from_db()
    assert (first.status, second.text, str(second.due_on), third.number) == (
        "carried_over",
        first.text,
        "2026-08",
        1,
    )
    assert list(third.responsible.all()) == [here]
    for one in (first, second, third):
        assert chain_of(one, COORDINATOR) == [first, second, third]


def test_it_is_carried_over_to_a_later_session_of_its_own_group_alone():
    by, acuerdo = entitled(), AcuerdoFactory(session__happens_on="2026-03-10")
    for wrong in (
        acuerdo.session,
        later_than(acuerdo, happens_on="2026-03-09"),
        GroupSessionFactory(group=GroupFactory(), happens_on="2026-06"),
    ):
        with pytest.raises(ValidationError):
            carry_over(acuerdo=acuerdo, to=wrong, by=by)
    with pytest.raises(ValidationError):
        carry_over(acuerdo=acuerdo, to=later_than(acuerdo, status="planned"), by=by)
    assert Acuerdo.objects.get().status == "open"


def test_reopening_takes_the_later_one_away_unless_it_was_closed():
    by, acuerdo = entitled(), AcuerdoFactory()
    later = carry_over(acuerdo=acuerdo, to=later_than(acuerdo), by=by)
    mark_done(acuerdo=later, by=by, on="2026-07")
    with pytest.raises(ValidationError) as said:
        reopen(acuerdo=acuerdo, by=by)
    assert said.value.code == "went_on"
    reopen(acuerdo=later, by=by)
    assert reopen(acuerdo=acuerdo, by=by, reason="Fue un error").status == "open"
    assert list(Acuerdo.objects.all()) == [acuerdo]
    assert Entry.objects.filter(verb="remove_acuerdo", subject_uid=later.uid).exists()


def test_a_dropped_one_says_why_and_opens_again():
    by, acuerdo = entitled(), AcuerdoFactory()
    with pytest.raises(ValidationError):
        drop(acuerdo=acuerdo, by=by, reason="")
    assert drop(acuerdo=acuerdo, by=by, reason="Sin presupuesto").dropped_because == "Sin presupuesto"
    assert reopen(acuerdo=acuerdo, by=by).dropped_because == ""


def test_one_recorded_by_mistake_goes_but_not_one_that_comes_from_another():
    by, acuerdo = entitled(), AcuerdoFactory()
    later = carry_over(acuerdo=acuerdo, to=later_than(acuerdo), by=by)
    with pytest.raises(ValidationError):
        remove_acuerdo(acuerdo=later, by=by, reason="Error")
    other = AcuerdoFactory()
    remove_acuerdo(acuerdo=other, by=by, reason="Error")
    assert not Acuerdo.objects.filter(pk=other.pk).exists()
    with pytest.raises(ValidationError) as said:
        mark_done(acuerdo=other, by=by, on="2026")
    assert said.value.code == "stale"


def test_the_database_refuses_what_contradicts_itself():
    evidence = DocumentFactory()
    for values in (
        {"status": "done"},
        {"status": "open", "done_on": "2026"},
        {"status": "open", "evidence": evidence},
        {"status": "dropped"},
        {"status": "open", "dropped_because": "Sin presupuesto"},
        {"number": 0},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AcuerdoFactory(**values)
    first = AcuerdoFactory(status="carried_over")
    AcuerdoFactory(carried_from=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        AcuerdoFactory(carried_from=first)


def test_what_a_session_reviewed_is_told_of_it_until_it_is_opened_again():
    """Done or dropped in its review, or going on in it; what was closed otherwise, or elsewhere, is not."""
    by = entitled()
    first = GroupSessionFactory(happens_on="2026-03-10")
    done, dropped, carried, alone, open_ = (
        AcuerdoFactory(session=first, text=text, number=n)
        for n, text in enumerate(("Hecho", "Sin efecto", "Sigue", "Entre sesiones", "Abierto"), 1)
    )
    later = later_than(done, happens_on="2026-06-02")
    mark_done(acuerdo=done, by=by, on="2026-04", note="Publicado.", reviewed_in=later)
    drop(acuerdo=dropped, by=by, reason="Ya no hace falta", reviewed_in=later)
    carry_over(acuerdo=carried, to=later, by=by, due_on="2026-09")
    mark_done(acuerdo=alone, by=by, on="2026-05")
    assert [(row.text, became_words(row)) for row in reviewed_in(later, COORDINATOR)] == [
        ("Hecho", "Cumplido: abril de 2026. Publicado"),
        ("Sin efecto", "Sin efecto: Ya no hace falta"),
        ("Sigue", "Sigue como acuerdo 1 de esta sesión, plazo: septiembre de 2026"),
    ]
    assert not reviewed_in(first, COORDINATOR).exists()
    assert not reviewed_in(later, PUBLIC).exists()
    with pytest.raises(ValidationError):
        mark_done(acuerdo=open_, by=by, on="2026-05", reviewed_in=GroupSessionFactory(happens_on="2026-05"))
    for row in (done, dropped, carried):
        reopen(acuerdo=row, by=by)
    assert not reviewed_in(later, COORDINATOR).exists()
    done.refresh_from_db()
    assert done.closed_in is None
