import datetime as dt

import pytest
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.printing.models import Printing
from network.printing.queries import visible_to
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_long_paper_is_there_for_whoever_asked_for_it_alone():
    ana = UserFactory()
    made = Printing.objects.create(
        by=ana, kind="x", ending="pdf", language="es", day=dt.date(2026, 1, 1), key="x", back="/", total=1,
        rows=1, name="x.pdf", beat_at=timezone.now(), digest="x",
    )  # fmt: skip
    administrator = Viewer(user_id=UserFactory().pk, grants=frozenset({GrantFact(Role.ADMINISTRATOR)}))
    assert list(visible_to(Printing.objects.all(), Viewer(user_id=ana.pk))) == [made]
    for who in (PUBLIC, administrator, Viewer(person_id=ana.pk)):
        assert list(visible_to(Printing.objects.all(), who)) == []
