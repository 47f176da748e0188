"""The demonstration has one diploma and one open edition, made once."""

import pytest

from network.accounts.enums import Role
from network.accounts.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.records import InstitutionFactory
from tests.factories.training import ContentFactory
from training.curricula.words import rule_words
from training.demo import make_demo
from training.models import Curriculum
from training.queries import with_matter

pytestmark = pytest.mark.django_db


def test_it_is_made_once_and_says_that_it_is_one():
    assert make_demo() is None  # nothing where the demonstration itself is missing
    grant(user=UserFactory(email="coordinadora@ejemplo.invalid"), role=Role.COORDINATOR, by=None)
    for key in ("inmujeresgdl", "muni-guadalajara"):
        InstitutionFactory(package_id=key)
    for _number in range(7):
        ContentFactory()
    edition = make_demo()
    assert make_demo() is None
    assert "(demostración)" in Curriculum.objects.get().title
    assert (edition.state, edition.sessions.count()) == ("open", 3)
    assert set(edition.sessions.values_list("event__state", flat=True)) == {"published"}
    version = with_matter(Curriculum.objects.get().versions.all()).get()
    assert sum(len(module.units.all()) for module in version.modules.all()) == 7
    assert rule_words(version) == [
        "Todo lo obligatorio de cada módulo.",
        "Asistencia de al menos 80 % de toda la formación.",
    ]
