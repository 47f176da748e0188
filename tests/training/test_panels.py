import pytest

from network.accounts.viewer import PUBLIC
from tests.factories.records import GivenTrainingFactory, InstitutionFactory
from training.panels import panels

pytestmark = pytest.mark.django_db


def test_trainings_given_and_received_stand_apart_with_what_their_numbers_count():
    here, other = InstitutionFactory(short_name="IMG"), InstitutionFactory(short_name="DIF")
    given = GivenTrainingFactory(
        title="Taller", participants=33, count_of="attended", qualifier="exact", women=20, started="2015-04"
    )
    given.providers.add(here, other)
    GivenTrainingFactory(title="Curso", audience_institution=here, audience="jefaturas")
    (panel,) = panels(here, PUBLIC)
    first, second = panel.context["sections"]
    assert first.title == "Impartidas (1)"
    assert first.lines[0].facts == (
        "Taller",
        "Violencia",
        "abril de 2015",
        "33 personas que asistieron",
        "mujeres: 20",
    )
    assert [link.label for link in first.lines[0].others] == ["DIF"]
    assert second.title == "Recibidas (1)"
    assert second.lines[0].facts == ("Taller", "Violencia", "sin fecha registrada", "para: jefaturas")
