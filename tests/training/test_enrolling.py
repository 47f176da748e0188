"""Who comes into an edition, and how her seat in the opening session carries her through the others."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.enrolling import accept, cancel, enrol_other, expire, pass_on
from events.models import Move
from events.publishing import cancel_event, write
from network.notices.models import Notice
from tests.factories.records import InstitutionFactory, PersonFactory
from tests.factories.training import ContentFactory, EditionFactory, LearnedFactory
from training.editions.publishing import cancel_edition, publish_edition
from training.enrolling import EnrolledError, ask, decide, decline, invite, withdraw
from training.liaising import enrol_for
from training.models import Enrolment, EnrolmentMail

from .steps import asked, coordinator, liaison, lists, member, published, session_on, taught, wish

pytestmark = pytest.mark.django_db


def states(edition):
    return list(edition.enrolments.order_by("pk").values_list("state", flat=True))


def place_of(enrolment):
    enrolment.refresh_from_db()
    return enrolment.place


def test_whoever_is_seated_stands_on_every_list_and_whoever_waits_on_the_first_alone():
    edition = published(seats=2, days=(10, 17, 24))
    rows = [asked(edition) for _ in range(3)]
    assert states(edition) == ["in"] * 3
    assert lists(edition) == [["enrolled", "enrolled", "waiting"], ["enrolled"] * 2, ["enrolled"] * 2]
    assert [place_of(row).state for row in rows] == ["enrolled", "enrolled", "waiting"]


def test_she_is_told_once_for_the_whole_and_not_once_a_session():
    edition = published(days=(10, 17, 24))
    row = asked(edition)
    moves = Move.objects.filter(registration__person=row.person)
    assert sorted(moves.values_list("mail_state", flat=True)) == ["none"] * 2 + ["queued"]
    assert moves.get(mail_state="queued").registration.event == edition.sessions.get(is_opening=True).event
    assert not Notice.objects.filter(to=row.person.account).exists()  # it was her own deed
    assert EnrolmentMail.objects.count() == 0


def test_whoever_cancels_leaves_every_list_and_the_next_comes_onto_them_once_she_accepts():
    edition = published(seats=1)
    first, second = asked(edition), asked(edition)
    cancel(place=place_of(first), by=first.person.account)
    first.refresh_from_db()
    assert first.state == "withdrawn"
    assert lists(edition) == [["cancelled", "offered"], ["cancelled"]]
    accept(place=place_of(second))
    assert lists(edition) == [["cancelled", "enrolled"], ["cancelled", "enrolled"]]
    again = asked(edition, first.person)
    assert place_of(again).state == "waiting"


def test_an_offer_that_lapses_ends_her_enrolment_and_leaves_no_trace_on_other_lists():
    edition = published(seats=1)
    first, second = asked(edition), asked(edition)
    cancel(place=place_of(first))
    with time_machine.travel(timezone.now() + dt.timedelta(days=3)):
        expire(event=edition.sessions.get(is_opening=True).event)
    second.refresh_from_db()
    assert second.state == "withdrawn"
    assert lists(edition)[1] == ["cancelled"]


def test_a_colleague_to_whom_a_seat_is_passed_on_is_enrolled_and_takes_over_every_list():
    edition = published(seats=1)
    first, colleague = asked(edition), member()
    pass_on(place=place_of(first), name="Colega", email=colleague.account.email)
    taken = edition.enrolments.get(person=colleague)
    assert (taken.state, place_of(taken).state) == ("in", "offered")
    first.refresh_from_db()
    assert first.state == "withdrawn"
    assert lists(edition)[1] == ["cancelled"]
    accept(place=place_of(taken))
    assert lists(edition)[1] == ["cancelled", "enrolled"]


def test_a_seat_goes_to_a_colleague_without_an_account_by_name_and_address():
    edition = published(seats=1)
    first = asked(edition)
    pass_on(place=place_of(first), name="Sin Cuenta", email="Sin.Cuenta@Ejemplo.invalid")
    taken = edition.enrolments.get(person=None)
    assert (taken.name, taken.email) == ("Sin Cuenta", "sin.cuenta@ejemplo.invalid")


@pytest.mark.parametrize("said", [{"entry": "selection", "criteria": "Antigüedad"}, {"asks_consent": True}])
def test_a_seat_given_in_person_is_not_passed_on(said):
    edition = published(seats=1, **said)
    row = enrol_other(
        event=edition.sessions.get(is_opening=True).event,
        by=coordinator(),
        pool="on_site",
        name="Ana Prueba",
        email="ana@ejemplo.invalid",
    )
    with pytest.raises(ValidationError, match="cada lugar es personal"):
        pass_on(place=row, name="Otra", email="otra@ejemplo.invalid")
    row.refresh_from_db()
    assert row.state == "enrolled"


def test_a_place_in_one_later_session_is_not_passed_on_but_may_be_given_up():
    edition = published()
    asked(edition)
    carried = edition.sessions.get(is_opening=False).event.registrations.get()
    with pytest.raises(ValidationError, match="no se cede por una sola"):
        pass_on(place=carried, name="Otra", email="otra@ejemplo.invalid")
    cancel(place=carried)
    assert states(edition) == ["in"]
    assert lists(edition) == [["enrolled"], ["cancelled"]]


def test_whom_the_desk_writes_in_at_the_opening_session_is_enrolled_in_the_whole():
    edition = published()
    event = edition.sessions.get(is_opening=True).event
    for _ in range(2):  # two who have the same name and no address
        enrol_other(event=event, by=coordinator(), pool="on_site", name="Ana Prueba")
    assert states(edition) == ["in", "in"]
    assert lists(edition)[1][:1] == ["enrolled"]


def test_a_session_added_later_has_everybody_who_is_seated():
    by = coordinator()
    edition = published(by=by, seats=1)
    asked(edition), asked(edition)
    session_on(edition, by, 24)
    assert lists(edition)[2] == ["enrolled"]


def test_a_session_that_began_keeps_its_list():
    edition = published(seats=1, days=(10, 17))
    row = asked(edition)
    with time_machine.travel(timezone.now() + dt.timedelta(days=18)):
        withdraw(enrolment=row, by=row.person.account)
    assert states(edition) == ["withdrawn"]
    assert lists(edition) == [["enrolled"], ["enrolled"]]
    with time_machine.travel(timezone.now() + dt.timedelta(days=12)):
        other = published(seats=1, days=(1, 9))
        late = asked(other)
        with time_machine.travel(timezone.now() + dt.timedelta(days=3)):
            withdraw(enrolment=late, by=late.person.account)
        assert lists(other) == [["enrolled"], ["cancelled"]]


def test_a_quota_holds_for_the_whole_edition():
    edition, salud = published(seats=5), InstitutionFactory(name="Salud")
    write(event=edition.sessions.get(is_opening=True).event, by=coordinator(), quotas=[(salud, "", 1)])
    asked(edition, member(salud)), asked(edition, member(salud)), asked(edition)
    assert lists(edition) == [["enrolled", "waiting", "enrolled"], ["enrolled", "enrolled"]]


def test_nobody_is_in_twice_and_a_closed_one_takes_nobody():
    edition = published()
    row = asked(edition)
    with pytest.raises(EnrolledError):
        asked(edition, row.person)
    edition.closes_on = timezone.localdate() - dt.timedelta(days=1)
    edition.save()
    with pytest.raises(ValidationError, match="inscripción está cerrada"):
        asked(edition)


def test_without_consent_to_the_privacy_notice_there_is_no_enrolment():
    edition = published()
    ana, without = member(), wish(purposes=())
    with pytest.raises(ValidationError, match="Sin su consentimiento"):
        ask(edition=edition, person=ana, by=ana.account, wish=without)
    assert states(edition) == []


def test_what_has_to_be_learned_before_is_named_and_an_equivalent_counts():
    version, older, other = taught(), ContentFactory(title_en="Older"), ContentFactory(title_en="Other")
    version.prerequisites.add(older)
    version.equivalences.create(content=older, instead=other)
    edition = published(version=version, seats=9)
    ana, eva, ida, pia = member(), member(), member(), member()
    with pytest.raises(ValidationError, match=r"Contenido \d"):
        asked(edition, ana)
    LearnedFactory(person=eva, content=older)
    LearnedFactory(person=ida, content=other)
    LearnedFactory(person=pia, content=older, since=dt.date(2020, 1, 1), until=edition.starts_on)
    asked(edition, eva)
    asked(edition, ida)
    with pytest.raises(ValidationError):  # it lapses on the first day
        asked(edition, pia)
    assert states(edition) == ["in", "in"]


def test_a_selection_waits_for_the_decision_and_each_is_told():
    edition = published(seats=5, entry="selection", criteria="Antigüedad", by=(by := coordinator()))
    with pytest.raises(ValidationError, match="por qué la pide"):
        asked(edition)
    ana, eva = (asked(edition, reasons="Coordino una unidad") for _ in range(2))
    assert (states(edition), lists(edition)) == (["asked", "asked"], [[], []])
    with pytest.raises(ValidationError, match="solo quien gestiona"):
        decide(enrolments=[ana], by=member().account, accepts=True)
    decide(enrolments=[ana], by=by, accepts=True, told="Bienvenida")
    decide(enrolments=[eva], by=by, accepts=False, told="Habrá otra")
    assert (states(edition), lists(edition)) == (["in", "refused"], [["enrolled"], ["enrolled"]])
    said = list(EnrolmentMail.objects.order_by("pk").values_list("enrolment", "says"))
    assert said == [(ana.pk, "received"), (eva.pk, "received"), (eva.pk, "refused")]
    ana.refresh_from_db()
    assert ana.wish == {"language": "es"}  # what she needs lies with her place now
    assert ana.place.consents.count() == 1  # she agreed when she asked
    with pytest.raises(ValidationError, match="Entretanto"):
        decide(enrolments=[eva], by=by, accepts=True)


def test_an_invitation_is_answered_by_her_alone_and_others_do_not_enter():
    by = coordinator()
    edition = published(by=by, entry="invitation")
    ana, eva = member(), member()
    first, second = invite(edition=edition, people=[ana, eva], by=by)
    assert set(EnrolmentMail.objects.values_list("says", flat=True)) == {"invited"}
    assert invite(edition=edition, people=[ana], by=by) == []
    with pytest.raises(ValidationError):
        asked(edition, member())
    asked(edition, ana)
    decline(enrolment=edition.enrolments.get(person=eva))
    assert sorted(states(edition)) == ["declined", "in"]
    assert {first.person_id, second.person_id} == {ana.pk, eva.pk}


def test_of_a_draft_the_invited_are_told_when_it_is_published():
    by = coordinator()
    edition = EditionFactory(version=taught(), draft=True, starts_on=None, ends_on=None)
    invite(edition=edition, people=[member()], by=by)
    assert EnrolmentMail.objects.count() == 0
    session_on(edition, by, 10)
    publish_edition(edition=edition, by=by)
    assert EnrolmentMail.objects.get().says == "invited"


def test_a_liaison_enrols_people_of_her_institution_and_of_no_other():
    salud = InstitutionFactory(name="Salud")
    enlace, ana, other = liaison(salud), member(salud), member()
    edition = published(seats=5, entry="liaison")
    said = {"edition": edition, "by": enlace.account, "pool": "on_site"}
    enrol_for(person=ana, **said)
    enrol_for(name="Sin Cuenta", email="sin@ejemplo.invalid", institution=salud, **said)
    with pytest.raises(ValidationError):
        enrol_for(person=other, **said)
    with pytest.raises(ValidationError, match="Nombre la institución"):
        enrol_for(name="Otra", institution=InstitutionFactory(), **said)
    with pytest.raises(ValidationError, match="solo el enlace"):
        enrol_for(edition=edition, by=ana.account, pool="on_site", person=ana)
    with pytest.raises(ValidationError, match="enlace de su institución"):
        asked(edition, other)
    assert states(edition) == ["in", "in"]
    assert set(edition.enrolments.values_list("institution", flat=True)) == {salud.pk}


def test_a_liaison_never_learns_what_somebody_lacks():
    salud = InstitutionFactory()
    enlace, ana = liaison(salud), member(salud)
    version = taught()
    version.prerequisites.add(ContentFactory())
    edition = published(version=version)
    row = enrol_for(edition=edition, by=enlace.account, pool="on_site", person=ana)
    assert row.state == "invited"
    with pytest.raises(ValidationError, match="unirse primero"):
        enrol_for(edition=edition, by=enlace.account, pool="on_site", name="Sin Cuenta", institution=salud)


def test_a_cancelled_edition_cancels_its_sessions_and_tells_each_once():
    edition = published(by=(by := coordinator()), seats=1, entry="selection", criteria="x", days=(10, 17))
    seated, only_asked = (asked(edition, reasons="Porque sí") for _ in range(2))
    decide(enrolments=[seated], by=by, accepts=True)
    before = Move.objects.filter(mail_state="queued").count()
    cancel_edition(edition=edition, by=by, reason="No hay sala")
    assert states(edition) == ["withdrawn", "withdrawn"]
    assert lists(edition) == [["cancelled"], ["cancelled"]]
    assert set(edition.sessions.values_list("event__state", flat=True)) == {"cancelled"}
    assert Move.objects.filter(mail_state="queued").count() == before + 1
    last = EnrolmentMail.objects.filter(says="cancelled")
    assert [one.enrolment_id for one in last] == [only_asked.pk]


def test_the_opening_session_is_not_cancelled_alone_another_may_be():
    edition = published(by=(by := coordinator()))
    asked(edition)
    with pytest.raises(ValidationError, match="sesión inicial"):
        cancel_event(event=edition.sessions.get(is_opening=True).event, by=by, reason="Lluvia")
    cancel_event(event=edition.sessions.get(is_opening=False).event, by=by, reason="Lluvia")
    assert (states(edition), lists(edition)) == (["in"], [["enrolled"], ["cancelled"]])


def test_taken_out_by_the_office_she_is_told_why():
    edition = published(by=(by := coordinator()), seats=1)
    row = asked(edition)
    with pytest.raises(ValidationError):
        withdraw(enrolment=row, by=by)
    with pytest.raises(ValidationError, match="solo quien gestiona"):
        withdraw(enrolment=row, by=member().account, reason="x")
    withdraw(enrolment=row, by=by, reason="Se inscribió por error")
    assert (states(edition), lists(edition)) == (["withdrawn"], [["cancelled"], ["cancelled"]])
    assert Move.objects.get(registration=row.place or Enrolment.objects.get().place, after="cancelled").reason


def test_a_hidden_person_enrols_as_everybody_does():
    edition = published()
    person = member(visibility="oculta")
    assert asked(edition, person).state == "in"
    assert PersonFactory().enrolments.count() == 0
