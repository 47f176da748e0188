"""What the desk counts stands behind its "see all", and nothing else."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.viewer import viewer_for
from network.exchange.models import Import, State
from network.messages.enums import MailState
from network.messages.models import Mailing, Outgoing
from network.milestones.models import Milestone
from network.reports.models import AdministrationClosing
from network.requests.models import Request
from network.vocabulary.contributions import contributions
from tests.factories.records import CommitmentFactory, DocumentFactory, MilestoneFactory, PostFactory

from .test_desk_today import asked, day, one_of_each


def counted(client: Client, url: str) -> int:
    """How many rows that address lists, over all its pages."""
    page = client.get(url).context
    rows = page["listing"].page if "listing" in page else page["page_obj"]
    return int(rows.paginator.count)


@pytest.mark.parametrize("number", [1, 3])
def test_each_see_all_leads_to_the_rows_that_were_counted(log_in: Callable[..., Client], number: int) -> None:
    client = log_in(Role.COORDINATOR)
    one_of_each(number)
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
    viewer, today = viewer_for(client.user), timezone.localdate()  # type: ignore[attr-defined]
    told = [one for room in contributions("desk_items") for one in room.desk_sections(viewer, today)]
    found = {section.anchor: counted(client, section.more.url) for section in told}
    assert found == {s.anchor: s.total for s in told}
    assert {"importaciones", "mensajes", "cierres"} <= set(found)
    assert {"solicitudes", "solicitudes-borrador", "acciones", "vacantes", "compromisos"} <= set(found)
    assert Milestone.objects.count() == number + 2
