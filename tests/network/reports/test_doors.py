"""Who may open a handover, write a note, and what of a closing is told to whom: the doors alone."""

import datetime as dt

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.reports.closing_queries import chosen, hanging_on, may_end
from network.reports.models import AdministrationClosing, ClosingDesignation, Handover, HandoverNote
from network.reports.queries import note_belongs_to_another, posts_held_by, visible_to
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AgreementPartyFactory,
    AppointmentFactory,
    CommitmentFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 1)


def viewer(role, scope=ScopeKind.NETWORK, key="", **facts):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}), **facts)


COORDINATOR, ADMINISTRATOR = viewer(Role.COORDINATOR), viewer(Role.ADMINISTRATOR)
OF_PART = viewer(Role.ADMINISTRATOR, ScopeKind.INSTITUTION, "salud")


def test_a_handover_is_read_by_the_desk_and_by_whoever_holds_the_post_now():
    rows = {
        publication: Handover.objects.create(post=PostFactory(publication=publication), handed_on=DAY)
        for publication in ("public", "network", "reserved")
    }

    def seen(who):
        found = visible_to(Handover.objects.all(), who)
        return {publication for publication, row in rows.items() if row in found}

    assert seen(COORDINATOR) == {"public", "network"}
    assert seen(ADMINISTRATOR) == {"public", "network", "reserved"}
    for who in (PUBLIC, viewer(Role.MEMBER), viewer(Role.ANALYST), OF_PART):
        assert seen(who) == set()
    for publication, row in rows.items():
        now = AppointmentFactory(post=row.post).person
        assert seen(Viewer(person_id=now.pk)) == {publication}
        before = AppointmentFactory(post=row.post, started="2015", ended="2019").person
        assert seen(Viewer(person_id=before.pk)) == set()
    stands_in = AppointmentFactory(post=rows["reserved"].post, capacity="interina")
    both = viewer(Role.COORDINATOR, person_id=stands_in.person_id)
    assert seen(both) == {"public", "network", "reserved"}


def test_she_holds_the_posts_of_today_that_are_not_closed_reserved_ones_among_them():
    ana = PersonFactory()
    now, reserved = (
        AppointmentFactory(person=ana, post=PostFactory(publication=one)) for one in ("public", "reserved")
    )
    AppointmentFactory(person=ana, ended="2021")
    AppointmentFactory(person=ana, post=PostFactory(closed_on="2024"))
    AppointmentFactory()
    assert set(posts_held_by(Viewer(person_id=ana.pk))) == {now.post, reserved.post}
    assert list(posts_held_by(COORDINATOR)) == []


def test_a_note_belongs_to_whoever_held_the_post_before_and_wrote_it():
    post, before, now = PostFactory(), UserFactory(), UserFactory()
    note = HandoverNote.objects.create(post=post, by=before, written_on=DAY)
    reader = Viewer(user_id=now.pk)
    assert not note_belongs_to_another(note, reader), "she never held it: the desk wrote for it"
    hers = AppointmentFactory(post=post, person=PersonFactory(account=before))
    assert not note_belongs_to_another(note, reader), "she holds it still"
    hers.ended = "2021"
    hers.save()
    AppointmentFactory(post=post, person=PersonFactory(account=now), started="2022")
    assert note_belongs_to_another(note, reader)
    assert not note_belongs_to_another(note, Viewer(user_id=before.pk))
    AppointmentFactory(post=PostFactory(), person=hers.person)
    assert note_belongs_to_another(note, reader), "another post of hers says nothing"
    note.by = None
    assert not note_belongs_to_another(note, reader)


@pytest.fixture
def closing():
    made = AdministrationClosing.objects.create(name="Gobierno", ends_on=DAY)
    made.institutions.add(InstitutionFactory(name="Salud", package_id="salud"))
    return made


def told(endings):
    return [(one.appointment.package_id, one.name) for one in endings]


def held(closing, key, name="Ana", post=None, **fields):
    person = {"name": name} | fields.pop("person", {})
    place = closing.institutions.get()
    given = {"institution": place, "name": "Enlace"} | (post or {})
    return AppointmentFactory(
        package_id=key, post=PostFactory(**given), person=PersonFactory(**person), **fields
    )


def test_of_a_closing_she_is_told_what_ends_in_it_with_the_names_that_she_may_read(closing):
    held(closing, "oculta")
    held(closing, "protegida", person={"protected": True})
    held(closing, "reservada", post={"publication": "reserved"})
    held(closing, "suplente", capacity="suplente")
    held(closing, "suplente-protegida", capacity="suplente", person={"protected": True})
    held(closing, "con-fin", ended="2999")
    held(closing, "pasada", ended="2021")
    held(closing, "por-venir", started="2999")
    held(closing, "cerrada", post={"closed_on": "2024"})
    AppointmentFactory(package_id="en-otra")
    hers = [("oculta", "Ana"), ("protegida", ""), ("suplente", "Ana")]
    assert sorted(told(may_end(closing, COORDINATOR))) == hers
    assert sorted(told(may_end(closing, ADMINISTRATOR))) == [
        ("oculta", ""),
        ("protegida", ""),
        ("reservada", ""),
    ]


def test_they_stand_by_place_and_post_and_of_one_post_by_time(closing, django_assert_num_queries):
    closing.institutions.add(other := InstitutionFactory(name="Agua"))
    place = closing.institutions.get(name="Salud")
    second, first = PostFactory(institution=place, name="B"), PostFactory(institution=place, name="A")
    far = PostFactory(institution=other, name="Z")
    for key, post, started in (
        ("b2", second, "2022"), ("b1", second, "2020"), ("a1", first, "2024"), ("z1", far, "2025"),
    ):  # fmt: skip
        AppointmentFactory(
            package_id=key, post=post, started=started, capacity="suplente" if "2" in key else "titular"
        )
    with django_assert_num_queries(2):
        assert [key for key, _name in told(may_end(closing, COORDINATOR))] == ["z1", "a1", "b1", "b2"]


def test_what_was_chosen_to_end_is_told_by_the_same_rule_but_for_what_was_taken_back(closing):
    for key, state in (("espera", "waiting"), ("hecha", "done"), ("deshecha", "undone")):
        ClosingDesignation.objects.create(closing=closing, appointment=held(closing, key), state=state)
    other = AdministrationClosing.objects.create(name="Otro", ends_on=DAY)
    ClosingDesignation.objects.create(closing=other, appointment=held(closing, "ajena"))
    reserved = held(closing, "reservada", post={"publication": "reserved"}, ended="2999")
    ClosingDesignation.objects.create(closing=closing, appointment=reserved)
    assert sorted(told(chosen(closing, COORDINATOR))) == [("espera", "Ana"), ("hecha", "Ana")]
    assert [key for key, _ in sorted(told(chosen(closing, ADMINISTRATOR)))] == [
        "espera",
        "hecha",
        "reservada",
    ]


def test_what_hangs_on_it_is_what_she_may_see_and_no_empty_kind(closing):
    place = closing.institutions.get()
    CommitmentFactory(debtor=place, agreement=None, text="Lo público.")
    CommitmentFactory(debtor=place, agreement=None, text="Lo interno.", is_public=False)

    SeatFactory(institution=place, role="lead")  # of a room that comes later and a kind that stands first
    AgreementPartyFactory(institution=place, agreement__title="Convenio vigente")
    AgreementPartyFactory(
        institution=place, agreement__title="Convenio terminado", agreement__valid_until="2019"
    )

    def texts(who):
        return " ".join(str(kind.items) for kind in hanging_on(["salud"], who))

    assert "Lo interno" in texts(COORDINATOR)
    assert "Lo interno" not in texts(PUBLIC)
    assert "Convenio vigente" in texts(PUBLIC)
    assert "Convenio terminado" not in texts(COORDINATOR)
    found = hanging_on(["salud"], COORDINATOR)
    assert len(found) > 1
    assert [kind.order for kind in found] == sorted(kind.order for kind in found)
    assert all(kind.items for kind in found)
