"""Notice to the partners of an agreement: to whom by name, recorded once it left, honest about when."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.models import Event, PartnerNotice
from events.partners import agreements_on_its_themes, asking, hand_over, prepare_for_partners
from network.accounts.enums import Role
from network.accounts.viewer import viewer_for
from network.agreements.models import Agreement
from network.commitments.models import AdvanceNotice, Commitment
from network.journal.models import Entry
from network.messages.enums import Form
from network.messages.services import note_departure
from network.office.models import Office
from tests.factories.events import EventFactory
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    AppointmentFactory,
    CommitmentFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
    ThemeFactory,
)

from ..test_line import coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    Office.objects.update_or_create(pk=1, defaults={"email": "red@ejemplo.invalid", "office_name": "Oficina"})
    made: Agreement = AgreementFactory(package_id="acuerdo-de-dos")
    theme = ThemeFactory(code="formacion", label_es="Formación", label_en="Training")
    hers, other = InstitutionFactory(package_id="nuestra"), InstitutionFactory(package_id="contraparte")
    for one in (hers, other):
        AgreementPartyFactory(agreement=made, institution=one)
    CommitmentFactory(agreement=made, debtor=hers, theme=theme, text="Capacitar")
    words = "Avisar con tiempo de las actividades"
    CommitmentFactory(package_id="avisar", agreement=made, debtor=hers, theme=theme, text=words)
    return made


@pytest.fixture
def event(agreement: Agreement) -> Event:
    made: Event = EventFactory(organised_by=agreement.parties.first().institution)
    made.themes.add(Commitment.objects.get(package_id="avisar").theme)
    return made


def prepared(event: Event, agreement: Agreement, **more: Any) -> PartnerNotice:
    other = agreement.parties.last().institution
    said: dict[str, Any] = {
        "people": [],
        "institutions": {other: "otra@ejemplo.invalid"},
        "uid": uuid.uuid4(),
    }
    return prepare_for_partners(
        event=event,
        agreement=agreement,
        institution=agreement.parties.first().institution,
        commitment=Commitment.objects.get(package_id="avisar"),
        by=coordinator(),
        **said | more,
    )


def offered(event: Event) -> list[Agreement]:
    return list(agreements_on_its_themes(event, viewer_for(coordinator()), timezone.localdate()))


def test_an_agreement_of_its_organiser_on_its_theme_is_offered(event: Event, agreement: Agreement) -> None:
    assert offered(event) == [agreement]
    told = asking(event, agreement, viewer_for(coordinator()))
    assert [one.institution.package_id for one in told.partners] == ["contraparte"]
    assert told.suggested is not None
    assert told.suggested.package_id == "avisar"


@pytest.mark.parametrize("why", ["over", "terminated", "other theme", "supports"])
def test_no_other_agreement_is_offered(event: Event, agreement: Agreement, why: str) -> None:
    if why == "over":
        agreement.valid_until = "2020"
    if why == "terminated":
        agreement.status = "terminated"
    if why == "other theme":
        event.themes.set([ThemeFactory(code="salud")])
    if why == "supports":
        event.organisers.update(role="supports")
    agreement.save()
    assert offered(event) == []


def test_nothing_is_recorded_until_a_message_leaves(event: Event, agreement: Agreement) -> None:
    key = uuid.uuid4()
    plan = prepared(event, agreement, uid=key)
    assert prepared(event, agreement, uid=key) == plan
    assert (AdvanceNotice.objects.count(), plan.mailing.messages.count()) == (0, 1)
    message = plan.mailing.messages.get()
    note_departure(messages=[message], form=Form.PDF, by=None)
    note_departure(messages=[message], form=Form.COPIED, by=None)
    assert AdvanceNotice.objects.count() == 0
    note_departure(messages=[message], form=Form.EMAIL, by=None)
    note_departure(messages=[message], form=Form.EMAIL, by=None)
    given = AdvanceNotice.objects.get()
    assert (given.given_on, given.mailing, given.commitment.package_id) == (
        timezone.localdate().isoformat(),
        plan.mailing,
        "avisar",
    )
    assert [one.package_id for one in given.to.all()] == ["contraparte"]
    assert Entry.objects.filter(verb="give_notice").count() == 1


def test_the_page_of_the_commitment_tells_the_day_and_how_long_before(
    log_in: Any, event: Event, agreement: Agreement
) -> None:
    plan = prepared(event, agreement)
    hand_over(plan=plan, on=timezone.localdate(), by=coordinator())
    page = reverse("desk_commitment", args=["avisar"])
    content = log_in(Role.COORDINATOR).get(page).content.decode()
    assert (event.title in content, "10 días antes" in content) == (True, True)
    assert event.title not in log_in(Role.ANALYST).get(page).content.decode()


def test_on_the_day_itself_it_is_told_to_be_late_and_afterwards_it_is_no_notice(
    event: Event, agreement: Agreement
) -> None:
    plan, late = prepared(event, agreement), prepared(event, agreement)
    now = timezone.now()
    Event.objects.update(starts_at=now, ends_at=now + dt.timedelta(hours=1))
    kept = hand_over(plan=plan, on=timezone.localdate(), by=coordinator())
    assert kept.given is not None
    Event.objects.update(starts_at=now - dt.timedelta(days=2), ends_at=now - dt.timedelta(days=1))
    after = hand_over(plan=late, on=timezone.localdate(), by=coordinator())
    assert (after.given, after.was_late, AdvanceNotice.objects.count()) == (None, True, 1)


def test_a_day_to_come_or_before_it_was_written_is_refused(event: Event, agreement: Agreement) -> None:
    plan = prepared(event, agreement)
    for days in (1, -1):
        with pytest.raises(ValidationError):
            hand_over(plan=plan, on=timezone.localdate() + dt.timedelta(days=days), by=coordinator())
    assert AdvanceNotice.objects.count() == 0


@pytest.mark.parametrize(("mode", "named"), [("visible", True), ("oculta", True), ("protegida", False)])
def test_representatives_are_named_to_whoever_may_see_them(
    event: Event, agreement: Agreement, mode: str, named: bool
) -> None:
    other = agreement.parties.last().institution
    person = PersonFactory(name="Eva Contraparte", visibility=mode, email="eva@ejemplo.invalid")
    post = PostFactory(institution=other, kind="technical_counterpart", publication="public")
    AppointmentFactory(post=post, person=person)
    told = asking(event, agreement, viewer_for(coordinator()))
    assert [who.name for who, _post in told.partners[0].representatives] == ["Eva Contraparte"] * named
    if named:
        plan = prepared(event, agreement, people=[(other, person)], institutions={})
        assert plan.mailing.messages.get().person == person
    else:
        with pytest.raises(ValidationError, match="lista"):
            prepared(event, agreement, people=[(other, person)], institutions={})


def test_the_holder_of_a_reserved_post_is_named_to_nobody(event: Event, agreement: Agreement) -> None:
    post = PostFactory(
        institution=agreement.parties.last().institution, kind="enlace", publication="reserved"
    )
    AppointmentFactory(post=post, person=PersonFactory(visible=True))
    assert asking(event, agreement, viewer_for(coordinator())).partners[0].representatives == ()


def test_a_neutral_event_asks_for_neutral_messages(event: Event, agreement: Agreement) -> None:
    event.title = "Acoso laboral"
    event.save()
    plan = prepared(event, agreement)
    assert (plan.mailing.is_neutral, "coso" in plan.mailing.messages.get().neutral_subject) == (True, False)


def test_the_desk_gives_notice_and_only_whoever_runs_the_network_may(
    log_in: Any, event: Event, agreement: Agreement
) -> None:
    page = reverse("desk_event_partners", args=[event.package_id, agreement.package_id])
    client = log_in(Role.COORDINATOR)
    desk = reverse("desk_event", args=[event.package_id])
    assert page in client.get(desk).content.decode()
    assert client.get(page).status_code == 200
    said = {"uid": str(uuid.uuid4()), "institution": "nuestra", "commitment": "avisar"}
    assert client.post(page, said).status_code == 422  # nobody was ticked
    assert client.post(page, said | {"para": "institucion-contraparte"}).status_code == 302
    plan = PartnerNotice.objects.get()
    there = reverse("desk_event_partners_given", args=[event.package_id, plan.mailing.uid])
    client.post(there, {"on": "ayer"})
    assert AdvanceNotice.objects.count() == 0
    client.post(there, {"on": timezone.localdate().isoformat()})
    assert AdvanceNotice.objects.count() == 1
    for other in (log_in(Role.ANALYST), log_in(Role.MEMBER)):
        assert other.get(page).status_code == 404
