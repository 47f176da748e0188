"""What the desk counts stands behind its "see all", and nothing else."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.viewer import viewer_for
from network.milestones.models import Milestone
from network.requests.models import Request
from network.vocabulary.contributions import contributions
from tests.factories.records import CommitmentFactory, DocumentFactory, MilestoneFactory, PostFactory

from .test_desk_today import asked, day, one_of_each

_WITHOUT_LIST = {"importaciones", "mensajes", "cierres"}  # pages of several lists


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
    viewer, today = viewer_for(client.user), timezone.localdate()  # type: ignore[attr-defined]
    told = [one for room in contributions("desk_items") for one in room.desk_sections(viewer, today)]
    found = {
        section.anchor: client.get(section.more.url).context["listing"].page.paginator.count
        for section in told
        if section.anchor not in _WITHOUT_LIST
    }
    assert found == {s.anchor: s.total for s in told if s.anchor in found}
    assert {"solicitudes", "solicitudes-borrador", "acciones", "vacantes", "compromisos"} <= set(found)
    assert Milestone.objects.count() == number + 2
