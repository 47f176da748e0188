"""Preparing messages, giving letters their folio in one go, and the words that the office changes."""

import uuid
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from network.documents.models import Document, FolioSeries
from network.documents.services import cancel_document
from network.journal.models import Entry
from network.messages.models import LetterToPerson, Mailing, Outgoing
from network.messages.originals import original
from network.messages.queries import contact_words, message_of, privacy_words, words_of
from network.messages.services import (
    Addressed,
    back_to_original,
    issue_letters,
    note_departure,
    prepare,
    reword,
)
from network.messages.wording import Words
from network.office.services import describe_office
from tests.factories.accounts import UserFactory
from tests.factories.records import InstitutionFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return describe_office(
        by=None,
        network_name="Red de Enlaces",
        office_name="Instituto de las Mujeres",
        email="red@ejemplo.invalid",
        telephone="33 0000 0000",
        signer_name="Eva Ejemplo",
        signer_post="Directora",
    )


def invite(*people, **changed):
    said = {"kind": "invitation", "title": "Invitación", "by": None, "values": {"privacidad": "Aviso."}}
    return prepare(to=[Addressed(person=person) for person in people], **{**said, **changed})


def test_a_message_keeps_the_words_of_the_day_it_was_prepared():
    mailing = invite(PersonFactory(name="Ana Ejemplo", post_title="Jefa"))
    reword(kind="invitation", language="es", words=Words("Otro", "Otro", "", "Otro", ""), by=None)
    [message] = map(message_of, mailing.messages.select_related("mailing"))
    assert message.subject == "Invitación: Red de Enlaces"
    assert message.salutation == "Ana Ejemplo:"
    assert message.paragraphs[4].startswith(
        "Si tiene dudas, o si prefiere no recibir otra invitación, respóndanos al correo red@"
    )
    assert (message.closing, message.signature) == ("Atentamente", "Eva Ejemplo\nDirectora")


def test_an_invitation_always_says_where_the_privacy_notice_is():
    for language, said in (("es", "aviso de privacidad"), ("en", "privacy notice")):
        to = [Addressed(person=PersonFactory(), language=language)]
        message = message_of(prepare(kind="invitation", title="x", to=to, by=None).messages.get())
        assert [said in " ".join(message.paragraphs), said in " ".join(message.short)] == [True, True]


def test_her_title_stands_before_her_name_as_offices_write_it():
    message = message_of(invite(PersonFactory(name="Ana Ejemplo", honorific="Mtra.")).messages.get())
    assert (message.recipient.name, message.salutation) == ("Mtra. Ana Ejemplo", "Mtra. Ana Ejemplo:")


def test_the_address_of_a_person_is_not_copied_into_the_message():
    mailing = invite(PersonFactory(email="ana@ejemplo.invalid"))
    assert message_of(mailing.messages.get()).recipient.email == ""
    assert "ana@ejemplo" not in str(list(Outgoing.objects.values())) + str(
        list(Entry.objects.values("after"))
    )


def test_an_institution_without_a_name_to_write_to_is_addressed_by_its_head():
    where = InstitutionFactory(name="Obras Públicas")
    mailing = prepare(kind="invitation", title="x", to=[Addressed(institution=where)], by=None)
    assert mailing.messages.get().salutation == "Titular de Obras Públicas:"


def test_a_form_sent_twice_prepares_once():
    uid, ana = uuid.uuid4(), PersonFactory()
    assert invite(ana, uid=uid) == invite(ana, uid=uid)
    assert (Mailing.objects.count(), Outgoing.objects.count()) == (1, 1)


@pytest.mark.parametrize("number", [0, 201])
def test_too_few_or_too_many_are_refused(number):
    to = [Addressed(name="x")] * number
    with pytest.raises(ValidationError, match="entre 1 y 200"):
        prepare(kind="invitation", title="x", to=to, by=None)


def test_without_a_way_to_answer_nothing_is_prepared():
    describe_office(by=None, email="", telephone="")
    with pytest.raises(ValidationError, match="falta el correo"):
        invite(PersonFactory())
    assert Mailing.objects.count() == 0


def test_the_office_is_answered_by_what_it_has(office):
    assert contact_words(office, "es") == "al correo red@ejemplo.invalid o al teléfono 33 0000 0000"
    assert contact_words(office, "en") == "to the e-mail red@ejemplo.invalid or by telephone 33 0000 0000"
    assert contact_words(
        describe_office(by=None, telephone="", email="", address="Mitla 386\nCentro"), "es"
    ) == ("en Mitla 386, Centro")


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost", "http://equipo.local", ""])
def test_no_message_carries_a_link_that_leads_nowhere(settings, address):
    settings.WAGTAILADMIN_BASE_URL = address
    assert privacy_words("es") == "Puede pedir a esta oficina su aviso de privacidad."


def test_the_privacy_notice_of_a_public_installation_is_linked(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://red.ejemplo.mx/"
    assert privacy_words("es") == "El aviso de privacidad está en https://red.ejemplo.mx/privacidad/"


@pytest.mark.parametrize(
    ("changed", "neutral"),
    [
        ({"visibility": "visible"}, False),
        ({"visibility": "oculta"}, False),
        ({"visibility": "oculta", "chose_visibility": True}, True),
        ({"visibility": "limitada", "alias": "Luna"}, True),
    ],
)
def test_whoever_chose_not_to_be_seen_by_all_is_written_to_neutrally(changed, neutral):
    assert invite(PersonFactory(**changed)).messages.get().is_neutral is neutral


@pytest.mark.parametrize(
    ("values", "neutral"), [({"actividad": "Taller sobre acoso"}, True), ({"actividad": "Feria"}, False)]
)
def test_a_topic_on_violence_makes_the_whole_mailing_neutral(values, neutral):
    to = [Addressed(institution=InstitutionFactory())]
    mailing = prepare(kind="advance_notice", title="Aviso", to=to, by=None, values=values)
    message = message_of(mailing.messages.get())
    assert (mailing.is_neutral, message.shown_subject) == (
        neutral,
        "Actividad de formación" if neutral else "Aviso previo: Feria",
    )


def test_letters_take_their_folios_in_order_and_once():
    mailing = prepare(
        kind="invitation",
        title="x",
        to=[Addressed(institution=InstitutionFactory(name=f"Área {n}")) for n in range(3)],
        by=None,
    )
    issued = issue_letters(messages=mailing.messages.all(), by=None)
    assert [letter.folio for letter in issued] == [1, 2, 3]
    assert [letter.addressee_lines.split("\n")[0] for letter in issued] == ["Área 0", "Área 1", "Área 2"]
    assert issue_letters(messages=mailing.messages.all(), by=None) == []
    assert FolioSeries.objects.get().last == 3


def test_letters_that_cannot_all_be_issued_take_no_folio():
    mailing = prepare(
        kind="invitation",
        title="x",
        to=[Addressed(institution=InstitutionFactory()) for _n in range(3)],
        by=None,
    )
    mailing.messages.filter(number=3).update(paragraphs=[], salutation="")
    with pytest.raises(ValidationError):
        issue_letters(messages=mailing.messages.all(), by=None)
    assert (Document.objects.count(), FolioSeries.objects.count()) == (0, 0)


def test_letters_replaced_before_anybody_noted_to_whom_they_went_are_hers_too():
    ana = PersonFactory()
    mailing = invite(ana)
    for reason in ("Sin firma", "Otra fecha", ""):
        issue_letters(messages=mailing.messages.all(), by=None)
        if reason:
            cancel_document(document=mailing.messages.get().letter, by=None, reason=reason)
    LetterToPerson.objects.all().delete()
    import_module("network.messages.migrations.0003_letters_to_persons").note(apps, None)
    assert [row.person for row in LetterToPerson.objects.all()] == [ana] * 3


def test_a_message_goes_with_her_and_its_letter_keeps_its_folio():
    ana = PersonFactory()
    mailing = invite(ana)
    issue_letters(messages=mailing.messages.all(), by=None)
    note_departure(messages=mailing.messages.all(), form="pdf", by=UserFactory())
    ana.delete()
    assert (Outgoing.objects.count(), Document.objects.get().folio) == (0, 1)


def test_words_are_changed_and_taken_back():
    own = Words("Únase", "Comunicación", "{{ nombre }}:", "Venga.\r\n\r\nGracias.", "")
    reword(kind="invitation", language="es", words=own, by=None)
    assert words_of("invitation", "es")[1] is True
    assert words_of("invitation", "es")[0].body == "Venga.\n\nGracias."
    assert words_of("invitation", "en") == (original("invitation", "en", "MX"), False)
    back_to_original(kind="invitation", language="es", by=None)
    assert words_of("invitation", "es") == (original("invitation", "es", "MX"), False)
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "reword_message",
        "original_message",
    ]


def test_wrong_words_are_not_kept():
    with pytest.raises(ValidationError):
        reword(kind="invitation", language="es", words=Words("a", "b", "", "{{ x }}", ""), by=None)
    assert words_of("invitation", "es")[1] is False
