"""The picture of who is missing: its squares, and the words that say the same."""

import pytest

from network.accounts.viewer import PUBLIC
from network.insights.answers.coverage_figure import ROWS, by_kind, coverage_figure
from network.insights.coverage_matrix import Matrix
from network.paper import drawings
from tests.factories.records import InstitutionFactory, MechanismFactory, PostFactory

pytestmark = pytest.mark.django_db


def test_a_square_counts_those_of_which_it_is_known_and_the_words_say_the_same():
    here = InstitutionFactory(kind="ministry", sector="public")
    MechanismFactory(institution=here)
    PostFactory(institution=here, publication="reserved")
    InstitutionFactory(kind="ministry", sector="public")
    InstitutionFactory(kind="company", sector="private")
    matrix = Matrix(PUBLIC)
    lines = {name: [one.figures for one in squares[:3]] for name, squares in by_kind(matrix.rows)}
    assert lines == {"Ministerio (2)": ["1/2", "?", "1/1"], "Empresa (1)": ["–", "–", "–"]}
    _heading, figure = coverage_figure(matrix.columns, matrix.rows)
    assert drawings.read(figure.svg)
    assert "Ministerio (2): Mecanismo, les falta a 1 de 2; Condiciones, " in figure.description
    for figures in ("1/2", "?", "–"):
        assert f">{figures}</text>" in figure.svg


def test_of_many_kinds_the_rarest_stand_together():
    kinds = ("ministry", "company", "municipality", "university", "ngo", "network", "foundation", "school")
    for place, kind in enumerate([*kinds, "a", "b", "c", "d"]):
        for _ in range(12 - place):
            InstitutionFactory(kind=kind)
    lines = by_kind(Matrix(PUBLIC).rows)
    assert len(lines) == ROWS
    assert lines[-1][0] == "Otros tipos (6)"
