"""Editions and their sessions, which are events; and what messages about enrolments say."""

import datetime as dt
from importlib import import_module
from types import SimpleNamespace

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from events.mails import composed as composed_move
from events.models import Event, Move
from events.publishing import begin, discard
from network.accounts.enums import Role, ScopeKind
from network.messages.enums import MailState
from network.office.queries import office
from network.rights.whose import whose_of
from tests.factories.events import EventFactory
from tests.factories.records import InstitutionFactory
from tests.factories.training import CourseSessionFactory, EditionFactory
from training.editions.making import Teaches, begin_edition, write_edition
from training.editions.publishing import discard_edition, publish_edition
from training.editions.sessions import attach_session, plan_session, remove_session
from training.enrolling import Superior, answer_for_superior, withdraw
from training.erasure import erase
from training.jobs import forget_superiors
from training.mails import composed
from training.models import Edition, Enrolment, EnrolmentMail, SuperiorConsent

from .steps import ZONE, asked, coordinator, lists, member, published, session_on, taught

pytestmark = pytest.mark.django_db


def drafted(**said):
    return EditionFactory(version=taught(), draft=True, starts_on=None, ends_on=None, **said)


def test_publishing_shows_its_sessions_and_takes_its_days_from_them():
    by, edition = coordinator(), drafted()
    with pytest.raises(ValidationError, match="al menos una sesión"):
        publish_edition(edition=edition, by=by)
    first, last = session_on(edition, by, 10), session_on(edition, by, 30)
    edition = publish_edition(edition=edition, by=by)
    assert [edition.starts_on, edition.ends_on] == [
        (timezone.now() + dt.timedelta(days=days)).astimezone(first.event.starts_at.tzinfo).date()
        for days in (10, 30)
    ] or edition.starts_on < edition.ends_on
    for session in (first, last):
        session.event.refresh_from_db()
        assert (session.event.state, session.event.audience) == ("published", "invitation")


def test_the_opening_session_is_the_first_and_stays_it():
    by, edition = coordinator(), drafted()
    late, early = session_on(edition, by, 20), session_on(edition, by, 10)
    with pytest.raises(ValidationError, match="tiene que ser la primera"):
        publish_edition(edition=edition, by=by)
    plan_session(session=early, by=by, module=None, is_opening=True)
    publish_edition(edition=edition, by=by)
    late.refresh_from_db()
    with pytest.raises(ValidationError, match="siguen siendo"):
        plan_session(session=late, by=by, module=None, is_opening=True)


def test_who_gives_it_organises_its_sessions():
    by, edition = coordinator(), drafted()
    session_on(edition, by, 10)
    gives, helps = InstitutionFactory(), InstitutionFactory()
    write_edition(edition=edition, by=by, institutions=[(gives, "provides"), (helps, "co_organises")])
    rows = edition.sessions.get().event.organisers.values_list("institution", "role")
    assert list(rows) == [(gives.pk, "organises"), (helps.pk, "co_organises")]
    with pytest.raises(ValidationError, match="quién la imparte"):
        write_edition(edition=edition, by=by, institutions=[(helps, "supports")])


def test_a_session_teaches_what_its_edition_gives_alone():
    by, edition, other = coordinator(), drafted(), taught()
    session = session_on(edition, by, 10)
    module = edition.version.modules.first()
    plan_session(session=session, by=by, module=module, units=module.units.all())
    assert list(edition.sessions.get().units.all()) == list(module.units.all())
    foreign = other.modules.first()
    with pytest.raises(ValidationError, match="Elija un módulo"):
        plan_session(session=session, by=by, module=foreign)
    with pytest.raises(ValidationError, match="Elija contenidos"):
        plan_session(session=session, by=by, module=None, units=foreign.units.all())


def test_the_sessions_of_before_are_lent_to_their_editions_and_no_other_event_is():
    session = CourseSessionFactory()
    EventFactory(audience="invitation")
    Event.objects.update(is_lent=False)
    migration = import_module("training.migrations.0010_lent_sessions")
    migration.mark(apps, SimpleNamespace(connection=connection))
    assert list(Event.objects.filter(is_lent=True)) == [session.event]


def test_the_next_event_begins_with_the_values_of_the_last_that_is_no_session(log_in):
    EventFactory(place="Salón Azul", audience="public")
    CourseSessionFactory(event__place="Aula de la escuela")
    log_in(Role.COORDINATOR).post(reverse("desk_event_new"))
    made = Event.objects.latest("pk")
    assert (made.place, made.audience, made.is_lent) == ("Salón Azul", "public", False)


def test_a_draft_of_an_event_becomes_a_session_and_is_not_discarded_as_an_event():
    by, edition = coordinator(), drafted()
    event = EventFactory(draft=True, audience="public")
    attach_session(edition=edition, event=event, by=by)
    event.refresh_from_db()
    assert (event.audience, event.is_lent) == ("invitation", True)
    with pytest.raises(ValidationError, match="Quítelo allí"):
        discard(event=event, by=by)
    with pytest.raises(ValidationError, match="Ya es sesión"):
        attach_session(edition=drafted(), event=event, by=by)
    with pytest.raises(ValidationError, match="Solo un borrador"):
        attach_session(edition=edition, event=EventFactory(), by=by)
    of_salud = coordinator(ScopeKind.INSTITUTION, InstitutionFactory(package_id="salud").package_id)
    with pytest.raises(ValidationError, match="solo quien gestiona"):
        attach_session(edition=edition, event=begin(by=by, time_zone=ZONE), by=of_salud)


def test_a_session_of_a_draft_goes_with_its_event_and_one_that_was_shown_stays():
    by, edition = coordinator(), drafted()
    first, _second = session_on(edition, by, 10), session_on(edition, by, 20)
    remove_session(session=first, by=by)
    assert list(edition.sessions.values_list("is_opening", flat=True)) == [True]
    publish_edition(edition=edition, by=by)
    with pytest.raises(ValidationError, match="cancele ese día"):
        remove_session(session=edition.sessions.get(), by=by)
    draft = drafted()
    session_on(draft, by, 5)
    discard_edition(edition=draft, by=by)
    assert list(Edition.objects.all()) == [edition]


def test_whoever_coordinates_the_curriculum_alone_gives_it_from_beginning_to_end():
    version = taught(institution=InstitutionFactory())
    by = coordinator(ScopeKind.CURRICULUM, version.curriculum.package_id)
    edition = begin_edition(curriculum=version.curriculum, by=by)
    session_on(edition, by, 10, 1)
    edition = publish_edition(edition=edition, by=by)
    row = asked(edition)
    withdraw(enrolment=row, by=by, reason="Se equivocó")
    assert (Enrolment.objects.get().state, lists(edition)) == ("withdrawn", [["cancelled"]])
    with pytest.raises(ValidationError, match="solo quien gestiona"):
        begin_edition(curriculum=taught().curriculum, by=by)


def test_who_teaches_is_somebody_in_her_care_or_a_name():
    salud = InstitutionFactory(package_id="salud")
    by, ana, eva = coordinator(ScopeKind.INSTITUTION, "salud"), member(salud), member()
    edition = drafted(given_by=salud)
    module = edition.version.modules.first()
    write_edition(
        edition=edition, by=by, facilitators=[Teaches(person=ana, modules=(module,)), Teaches(name="Nora")]
    )
    assert list(edition.facilitators.values_list("person", "name")) == [(ana.pk, ""), (None, "Nora")]
    with pytest.raises(ValidationError):
        write_edition(edition=edition, by=by, facilitators=[Teaches(person=eva)])
    write_edition(edition=edition, by=coordinator(), facilitators=[Teaches(person=eva)])
    write_edition(edition=edition, by=by, facilitators=[])  # whom she may not see stays
    assert list(edition.facilitators.values_list("person", flat=True)) == [eva.pk]


def test_messages_bear_the_outward_title_and_are_not_sent_once_they_hold_no_more():
    edition = published(version=taught(title="Acoso laboral"), asks_consent=True)
    row = asked(edition, superior=Superior(name="Jefa", email="Jefa@Ejemplo.invalid"))
    to_superior, to_her = row.mails.get(says="consent"), row.mails.get(says="received")
    assert (to_superior.mail_state, to_her.mail_state) == (MailState.QUEUED, MailState.QUEUED)
    for mail, address in ((to_superior, "jefa@ejemplo.invalid"), (to_her, row.person.account.email)):
        message = composed(mail, office())
        assert message.to == [address]
        assert "coso" not in message.subject + str(message.body)
    assert row.person.name in composed(to_superior, office()).body
    answer_for_superior(consent=row.consent, consents=True, way="link")
    with pytest.raises(ValidationError):
        composed(EnrolmentMail.objects.get(pk=to_superior.pk), office())


def test_the_message_of_her_place_tells_of_the_whole_and_of_its_days():
    edition = published(version=taught(title="Igualdad"), days=(10, 17))
    row = asked(edition)
    said = composed_move(Move.objects.get(registration__enrolment=row), office()).body
    assert "Este lugar es para todo «Igualdad»." in said
    assert "Hay 1 sesión más:" in said


def test_of_superiors_nothing_is_kept_once_it_is_over():
    edition = published(asks_consent=True)
    asked(edition, superior=Superior(name="Jefa", post_title="Directora", email="jefa@ejemplo.invalid"))
    assert forget_superiors() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=17 + 31)):
        assert forget_superiors() == 1
        assert forget_superiors() == 0
    row = SuperiorConsent.objects.get()
    assert (row.name, row.post_title, row.email) == ("", "", "")


def test_her_enrolment_goes_with_all_that_was_written_and_a_superior_is_forgotten():
    edition = published(asks_consent=True)
    ana, jefa = member(), member()
    asked(edition, ana, superior=Superior(name="x", email="otra@ejemplo.invalid"))
    row = asked(edition, superior=Superior(name=jefa.name, email=jefa.account.email))
    erase(whose_of(ana))
    assert list(Enrolment.objects.all()) == [row]
    assert set(EnrolmentMail.objects.values_list("enrolment", flat=True)) == {row.pk}
    erase(whose_of(jefa))
    assert (SuperiorConsent.objects.get().name, SuperiorConsent.objects.get().email) == ("", "")


def test_a_session_of_a_training_needs_no_second_opening():
    session = CourseSessionFactory()
    other = CourseSessionFactory(edition=session.edition)
    assert (session.is_opening, other.is_opening) == (True, False)
