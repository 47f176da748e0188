"""Notice is given between parties of an agreement, in advance, once, and beside the commitment that asks."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.commitments.models import AdvanceNotice
from network.commitments.queries import notices_visible_to
from network.commitments.services import correct_day_given, give_notice
from network.journal.models import Entry
from network.messages.models import Mailing, Outgoing
from network.messages.queries import message_of
from network.office.services import describe_office
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    CommitmentFactory,
    InstitutionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2026, 3, 9))
    describe_office(by=None, network_name="Red", office_name="Oficina", email="red@ejemplo.invalid")


@pytest.fixture
def agreement():
    made = AgreementFactory(title="Convenio de colaboración")
    for name in ("Sindicato", "Servicio", "Municipalidad"):
        AgreementPartyFactory(agreement=made, institution__name=name, institution__package_id=name.lower())
    return made


def parties(agreement):
    return {party.institution.name: party.institution for party in agreement.parties.all()}


def give(agreement, **changed):
    who = parties(agreement)
    said = {
        "agreement": agreement,
        "institution": who["Sindicato"],
        "to": [who["Servicio"], who["Municipalidad"]],
        "title": "Taller de liderazgo",
        "theme": ThemeFactory(code="liderazgo", label_es="Liderazgo", label_en="Leadership"),
        "happens_on": "2026-03-12",
        "happens_at": "10:00",
        "place": "Sala 1",
        "by": None,
    }
    return give_notice(**{**said, **changed})


def test_each_other_party_gets_its_message_and_the_commitment_is_named(agreement):
    asks = CommitmentFactory(agreement=agreement, text="Avisar con anticipación.")
    notice = give(
        agreement, commitment=asks, emails={parties(agreement)["Servicio"].pk: "a@servicio.invalid"}
    )
    rows = Outgoing.objects.select_related("mailing").order_by("number")
    assert [(row.to_institution, row.email) for row in rows] == [
        ("Servicio", "a@servicio.invalid"),
        ("Municipalidad", ""),
    ]
    message = message_of(rows[0])
    assert (message.salutation, message.shown_subject) == (
        "Titular de Servicio:",
        "Aviso previo: Taller de liderazgo",
    )
    assert message.paragraphs[2] == (
        "- Actividad: Taller de liderazgo\n- Fecha: 12 de marzo de 2026, a las 10:00\n"
        "- Lugar: Sala 1\n- Tema: Liderazgo"
    )
    assert (notice.mailing.about_kind, notice.mailing.about_uid) == ("advance_notice", notice.uid)
    assert list(asks.advance_notices.all()) == [notice]
    assert Entry.objects.filter(verb="give_notice").get().after["commitment"] == asks.package_id


@pytest.mark.parametrize("code", ["violencia", "acoso_laboral", "alerta_violencia"])
def test_on_violence_and_harassment_it_is_neutral(agreement, code):
    give(agreement, theme=ThemeFactory(code=code, label_es="Tema", label_en="Theme"))
    assert {message_of(row).shown_subject for row in Outgoing.objects.select_related("mailing")} == {
        "Actividad de formación"
    }


def test_who_gives_notice_gets_none(agreement):
    who = parties(agreement)
    notice = give(agreement, to=[who["Sindicato"], who["Servicio"], who["Servicio"]])
    assert list(notice.to.all()) == [who["Servicio"]]


def test_a_form_sent_twice_gives_notice_once(agreement):
    uid = uuid.uuid4()
    assert give(agreement, uid=uid) == give(agreement, uid=uid)
    assert (AdvanceNotice.objects.count(), Mailing.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"happens_on": "2026-03-08"}, "happens_on"),
        ({"happens_on": "2026-02"}, "happens_on"),
        ({"happens_on": ""}, "happens_on"),
        ({"happens_at": "25:00"}, "happens_at"),
        ({"title": " "}, "title"),
        ({"to": []}, "to"),
    ],
)
def test_what_is_wrong_is_named_by_its_field_and_nothing_is_kept(agreement, changed, field):
    with pytest.raises(ValidationError) as caught:
        give(agreement, **changed)
    assert list(caught.value.message_dict) == [field]
    assert (AdvanceNotice.objects.count(), Mailing.objects.count()) == (0, 0)


def test_nobody_but_parties_and_no_commitment_of_elsewhere(agreement):
    for changed in (
        {"institution": InstitutionFactory()},
        {"to": [InstitutionFactory()]},
        {"commitment": CommitmentFactory()},
    ):
        with pytest.raises(ValidationError):
            give(agreement, **changed)
    assert Mailing.objects.count() == 0


def test_a_wrong_address_keeps_nothing(agreement):
    with pytest.raises(ValidationError, match="Escriba el correo"):
        give(agreement, emails={parties(agreement)["Servicio"].pk: "a@b\nBcc: c@d.invalid"})
    assert AdvanceNotice.objects.count() == 0


def coordinating(*institutions):
    facts = [GrantFact(Role.COORDINATOR, ScopeKind.INSTITUTION, one.package_id) for one in institutions]
    return Viewer(user_id=1, grants=frozenset(facts))


def test_who_knows_of_a_notice(agreement):
    who = parties(agreement)
    give(agreement, to=[who["Servicio"]])

    def count(viewer):
        return notices_visible_to(AdvanceNotice.objects.all(), viewer).count()

    assert count(Viewer(grants=frozenset([GrantFact(Role.COORDINATOR)]))) == 1
    assert count(coordinating(who["Sindicato"])) == count(coordinating(who["Servicio"])) == 1
    assert count(coordinating(who["Municipalidad"])) == 0
    assert count(Viewer(grants=frozenset([GrantFact(Role.MEMBER)]))) == count(PUBLIC) == 0


def test_the_day_of_the_notice_is_what_was_said_and_may_be_unknown(agreement):
    assert give(agreement).given_on == ""
    notice = give(agreement, given_on="2026-02")
    assert (notice.given_on, Entry.objects.filter(verb="give_notice").first().after["given_on"]) == (
        "2026-02",
        "2026-02",
    )
    corrected = correct_day_given(notice=notice, given_on="2026-03-02", by=None)
    assert AdvanceNotice.objects.get(pk=notice.pk).given_on == corrected.given_on == "2026-03-02"
    correct_day_given(notice=notice, given_on="2026-03-02", by=None)
    entry = Entry.objects.get(verb="correct_notice")
    assert (entry.before, entry.after) == ({"given_on": "2026-02"}, {"given_on": "2026-03-02"})
    assert correct_day_given(notice=notice, given_on="", by=None).given_on == ""


@pytest.mark.parametrize("day", ["2026-03-10", "2026-13", "2027"])
def test_notice_is_not_given_on_a_day_to_come(agreement, day):
    with pytest.raises(ValidationError) as caught:
        give(agreement, given_on=day)
    assert list(caught.value.message_dict) == ["given_on"]
    notice = give(agreement, given_on="2026")
    with pytest.raises(ValidationError):
        correct_day_given(notice=notice, given_on=day, by=None)


def test_notice_is_not_given_after_the_activity(agreement, monkeypatch):
    notice = give(agreement)
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2026, 6, 1))
    with pytest.raises(ValidationError, match="antes de ese día"):
        correct_day_given(notice=notice, given_on="2026-03-13", by=None)
    assert correct_day_given(notice=notice, given_on="2026-03", by=None).given_on == "2026-03"
