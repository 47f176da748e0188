"""The list to sign, and what becomes of a place when its woman goes."""

import pytest
from django.db import transaction
from django.utils import timezone

from events.erasure import erase
from events.models import AccessNeed
from network.accounts.viewer import viewer_for
from network.paper.document import Table
from network.printing.services import composed as composed_papers
from network.vocabulary.rights import Whose
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.records import PersonFactory

from .test_line import coordinator, enrolled, member

pytestmark = pytest.mark.django_db


def test_the_list_to_sign_names_whom_she_may_see_and_bears_the_outward_title() -> None:
    event = EventFactory(title="Acoso laboral", seats_on_site=5, seats_online=5)
    seen = PersonFactory(name="Ana Vista", account=UserFactory(), post_title="Asesora")
    for person in (seen, PersonFactory(name="Eva Protegida", protected=True, account=UserFactory())):
        enrolled(event, person)
    enrolled(event, PersonFactory(name="En Línea", account=UserFactory()), pool="online")
    made = composed_papers(
        "event_attendance", {"event": event.package_id}, viewer_for(coordinator()), timezone.localdate()
    )
    assert made is not None
    [paper] = made.papers
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert table.rows[:2] == (("1", "Ana Vista", "Asesora", "", ""), ("2", "", "", "", ""))
    assert (len(table.rows), paper.subtitle) == (7, "Actividad de formación")
    nobody = viewer_for(UserFactory())
    assert (
        composed_papers("event_attendance", {"event": event.package_id}, nobody, timezone.localdate()) is None
    )


def test_what_somebody_needs_goes_with_her_and_the_line_moves_up() -> None:
    event, person = EventFactory(seats_on_site=1), member()
    enrolled(event, person, need="Rampa")
    waits = enrolled(event)
    whose = Whose(person=person.pk, uid=person.uid, package_id=person.package_id)
    with transaction.atomic():
        erase(whose)
    assert list(event.registrations.values_list("pk", "state")) == [(waits.pk, "offered")]
    assert (AccessNeed.objects.count(), whose.counts["events.Registration"]) == (0, {"erased": 1})
