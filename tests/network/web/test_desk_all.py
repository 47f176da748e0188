"""What the desk counts stands behind its "see all", and nothing else."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Registration
from network.accounts.enums import Role
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.exchange.models import Import, State
from network.messages.enums import MailState
from network.messages.models import Mailing, Outgoing
from network.milestones.models import Milestone
from network.pace.models import Slowing
from network.printing.models import Printing
from network.relay.models import Report
from network.reports.models import AdministrationClosing
from network.requests.models import Request
from network.rights.services import ask
from network.vocabulary.contributions import contributions
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.records import (
    AcuerdoFactory,
    CommitmentFactory,
    DocumentFactory,
    GroupFactory,
    GroupSessionFactory,
    MilestoneFactory,
    PostFactory,
)
from tests.factories.training import EditionFactory, EnrolmentFactory, ExternalTrainingFactory
from tests.training.over import learner
from tests.training.test_desk import at_risk, silent_superior, works_of
from training.models import ExternalTraining

from .test_desk_today import asked, day, one_of_each

_HREF = re.compile(r'href="([^"#]+)')


def listed(client: Client, url: str) -> tuple[int, set[str]]:
    """How many rows that address lists, over all its pages, and where its first page leads."""
    page = client.get(url)
    rows = page.context["listing"].page if "listing" in page.context else page.context["page_obj"]
    links = {link.replace("&amp;", "&") for link in _HREF.findall(page.content.decode())}
    return int(rows.paginator.count), links


def hours(hours: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(hours=hours)


@pytest.mark.parametrize("number", [1, 3])
def test_each_see_all_leads_to_the_rows_that_were_counted(log_in: Callable[..., Client], number: int) -> None:
    client = log_in(Role.COORDINATOR)
    grant(user=client.user, role=Role.ADMINISTRATOR, by=None)  # type: ignore[attr-defined]
    one_of_each(number)
    for n in range(number):
        Report.objects.create(what="insult")
        Slowing.objects.create(account=UserFactory(), on=timezone.localdate())
        ask(right="access", name=f"Quien pide {n}", identity="Mostró su credencial", by=client.user)  # type: ignore[attr-defined]
        RegistrationFactory(event=EventFactory(starts_at=hours(-9)))
        EventFactory()
        EventFactory(draft=True)
        later = timezone.localdate() + dt.timedelta(days=40)
        EnrolmentFactory(state="asked", edition=EditionFactory(starts_on=later))
        EditionFactory()
        EditionFactory(draft=True)
        ExternalTrainingFactory()
        EditionFactory(starts_on=timezone.localdate() - dt.timedelta(days=90))
        at_risk(absent=(learner(),))
        works_of(1)
        silent_superior()
    EnrolmentFactory(state="in")
    decided = {"state": "verified", "decided_at": timezone.now()}
    ExternalTraining.objects.filter(pk=ExternalTrainingFactory().pk).update(**decided)
    Registration.objects.update(state="enrolled")
    EventFactory(starts_at=hours(-9))
    EventFactory(starts_at=hours(24 * 40))
    Report.objects.create(what="insult", state="closed", measure="none", closed_at=timezone.now())
    Slowing.objects.create(account=UserFactory(), on=day(-30))
    asked(subject="Toda contestada", due_on=dt.date.fromisoformat(day(9)), answered=4)
    over = asked(subject="Cerrada sin respuesta", due_on=dt.date.fromisoformat(day(9)), answered=0)
    Request.objects.filter(pk=over.pk).update(closed_on=day(-1), closed_because="Ya no hace falta")
    MilestoneFactory(started=day(-30))
    MilestoneFactory(started=day(5))
    CommitmentFactory(due_on=day(300))
    DocumentFactory(number="77")
    PostFactory(closed_on="2020")
    AdministrationClosing.objects.create(name="Cerrado", ends_on=day(-9), state="applied", reason="Cambio")
    Outgoing.objects.create(
        mailing=Mailing.objects.get(),
        number=99,
        language="es",
        subject="Salió",
        mail_state=MailState.SENT,
        message_id="<99@prueba.invalid>",
    )
    Import.objects.create(source="aplicada.xlsx", state=State.APPLIED)
    GroupFactory(name="Sin sesiones")
    for n in range(number):
        GroupSessionFactory(status="planned", happens_on=day(n + 1), minutes="")
        GroupSessionFactory(status="held", happens_on=day(-n - 40), minutes="", is_public=False)
        AcuerdoFactory(session__minutes="Se dijo", due_on=day(4))
    GroupSessionFactory(status="planned", happens_on=day(200), minutes="")
    GroupSessionFactory(status="held", happens_on=day(-3), minutes="Se dijo")
    viewer, today = viewer_for(client.user), timezone.localdate()  # type: ignore[attr-defined]
    for n in range(number + 1):
        Printing.objects.create(
            by_id=viewer.user_id,
            kind="request_letters",
            ending="pdf",
            language="es",
            day=today,
            key=f"k{n}",
            back="/gestion/",
            total=9,
            rows=0,
            name="cartas.pdf",
            beat_at=timezone.now(),
            taken_at=None if n else timezone.now(),
        )
    rooms = [room.desk_sections(viewer, today) for room in contributions("desk_items")]
    assert all(rooms), "a room of the desk has nothing to say here: give it a row above"
    told = [section for sections in rooms for section in sections]
    found = {section.anchor: listed(client, section.more.url) for section in told}
    assert {anchor: count for anchor, (count, _links) in found.items()} == {s.anchor: s.total for s in told}
    for section in told:  # as many rows, and these: whatever stands on the desk stands there too
        assert {item.url for item in section.items} <= found[section.anchor][1], section.anchor
    assert {"sesiones": number, "sin-minuta": number}.items() <= {s.anchor: s.total for s in told}.items()
    assert {"importaciones", "mensajes", "cierres"} <= set(found)
    assert {"solicitudes", "solicitudes-borrador", "acciones", "vacantes", "compromisos"} <= set(found)
    assert Milestone.objects.count() == number + 2
