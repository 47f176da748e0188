"""Writing to those of an event: each once, by consent, under the outward title; and the hidden ones too."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from events.after.writing import composed_after, message_to, reached, stop_later, write_to
from events.enrolling import Wish
from events.links import place_token
from events.mails import post
from events.models import AfterMail, AfterMessage, EventConsent
from network.accounts.enums import Role
from network.accounts.viewer import viewer_for
from network.joining.privacy import mark_of, notice_in_force
from network.messages.forms import as_text
from network.notices.models import Notice
from network.office.queries import office
from network.printing.services import composed as composed_papers
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.records import PersonFactory

from ..steps import over, place_of
from ..test_line import coordinator, enrolled, member

pytestmark = pytest.mark.django_db


def write(event: Any, group: str = "came", *, of_later: bool = False, **more: Any) -> AfterMessage:
    said = {"by": coordinator(), "subject": "Gracias", "body": "Por venir.", "uid": uuid.uuid4(), **more}
    return write_to(event=event, group=group, of_later=of_later, **said)


def to(message: AfterMessage) -> set[Any]:
    return set(message.mails.values_list("registration__person", flat=True))


def test_each_group_is_written_to_and_nobody_else() -> None:
    came, missed, excused = member(), member(), member()
    event = over(came, absent=(missed, excused))
    place_of(event, excused).presences.update(state="excused")
    assert to(write(event)) == {came.pk}
    assert to(write(event, "missed")) == {missed.pk}
    with pytest.raises(ValidationError, match="a quién"):
        write(event, "waited")


def test_about_later_activities_only_who_agreed_and_did_not_stop_it() -> None:
    agreed, silent = member(), member()
    event = over(agreed, silent)
    for person in (agreed, silent):
        assert place_of(event, person).consents.count() == 1
    row = place_of(event, agreed)
    said = {"notice": notice_in_force(), "given_at": event.starts_at}
    EventConsent.objects.create(registration=row, purpose="later", **said)
    assert reached(event, "came", of_later=True).number == 1
    message = write(event, of_later=True)
    assert to(message) == {agreed.pk}
    mail = message.mails.get()
    assert "otras actividades" in composed_after(mail, office()).body
    assert stop_later(place=row) == 1
    with pytest.raises(ValidationError):
        composed_after(mail, office())
    with pytest.raises(ValidationError, match="a quién"):
        write(event, of_later=True)
    assert to(write(event)) == {agreed.pk, silent.pk}


def test_she_stops_it_by_the_button_of_her_place_for_every_event() -> None:
    person = member()
    wish = Wish(pool="on_site", mark=mark_of(notice_in_force()), purposes=("place", "later"))
    rows = [enrolled(EventFactory(), person, purposes=wish.purposes) for _ in range(2)]
    there = reverse("event_stop_later", args=[place_token(rows[0].uid)])
    Client().get(there)
    assert EventConsent.objects.filter(purpose="later").count() == 2
    Client().post(there)
    assert EventConsent.objects.filter(purpose="later").count() == 0


def test_a_form_sent_twice_writes_once_and_no_name_of_others_is_in_it(mailoutbox: list[Any]) -> None:
    hidden = PersonFactory(name="Nombre Oculto", protected=True, account=UserFactory())
    event, key = over(member(), hidden, title="Acoso laboral"), uuid.uuid4()
    for _twice in range(2):
        write(event, uid=key)
    assert (AfterMessage.objects.count(), AfterMail.objects.count()) == (1, 2)
    assert Notice.objects.filter(says="written").count() == 2
    mails = [composed_after(mail, office()) for mail in AfterMail.objects.all()]
    for mail in mails:
        assert len(mail.to) == 1
        assert "coso" not in f"{mail.subject} {mail.body}"
        assert "Nombre Oculto" not in mail.body
    assert "Actividad de formación" in mails[0].subject
    post()
    post()
    assert len([mail for mail in mailoutbox if mail.subject.startswith("Gracias")]) == 2


def test_letters_are_made_for_those_whose_name_she_may_read() -> None:
    hidden = PersonFactory(name="Nombre Oculto", protected=True, account=UserFactory())
    seen = PersonFactory(name="Ana Vista", account=UserFactory())
    event = over(seen, hidden)
    message, by = write(event), coordinator()
    told = {"event": event.package_id, "message": str(message.uid)}
    made = composed_papers("event_letters", told, viewer_for(by), event.starts_at.date())
    assert made is not None
    [paper] = made.papers
    assert ("Ana Vista" in repr(paper), "Nombre Oculto" in repr(paper)) == (True, False)
    assert composed_papers("event_letters", told, viewer_for(UserFactory()), event.starts_at.date()) is None
    text = as_text(message_to(message, office()))
    assert ("Por venir." in text, "mi-lugar" in text) == (True, False)


def test_only_whoever_runs_it_writes_and_only_once_it_is_over(log_in: Any) -> None:
    coming, past = EventFactory(), over(member())
    with pytest.raises(ValidationError, match="terminado"):
        write(coming)
    with pytest.raises(ValidationError, match="lleva"):
        write(past, by=UserFactory())
    page = reverse("desk_event_writing", args=[past.package_id])
    assert log_in(Role.COORDINATOR).get(page).status_code == 200
    for other in (log_in(Role.ANALYST), log_in(Role.ADMINISTRATOR), log_in(user=member().account)):
        assert other.get(page).status_code == 404


def test_the_desk_writes_and_hands_out_the_other_forms(log_in: Any) -> None:
    event, client = over(member()), log_in(Role.COORDINATOR)
    page = reverse("desk_event_writing", args=[event.package_id])
    assert (
        client.post(page, {"uid": str(uuid.uuid4()), "subject": "", "body": "", "about": "place"}).status_code
        == 422
    )
    said = {"uid": str(uuid.uuid4()), "subject": "Gracias", "body": "Por venir.", "about": "place"}
    assert client.post(f"{page}?a=came", said).status_code == 302
    message = AfterMessage.objects.get()
    args = [event.package_id, message.uid]
    assert client.get(reverse("desk_event_message", args=args)).status_code == 200
    eml = client.get(reverse("desk_event_message_eml", args=args)).content.decode()
    assert ("Gracias" in eml, "\nTo:" in eml) == (True, False)
    word = client.get(reverse("desk_event_message_letters", args=[*args, "docx"]))
    assert word.content[:2] == b"PK"
