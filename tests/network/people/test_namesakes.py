"""Whoever may be entered twice is shown before, among those whose name the viewer sees and no others."""

import pytest

from network.accounts.enums import Role
from network.accounts.viewer import GrantFact, Viewer
from network.people.namesakes import alike, namesakes
from tests.factories.records import PersonFactory

COORDINATOR = Viewer(grants=frozenset({GrantFact(Role.COORDINATOR)}))
ADMINISTRATOR = Viewer(grants=frozenset({GrantFact(Role.ADMINISTRATOR)}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("María José Peña", "maria jose pena"),
        ("Peña María José", "María José Peña"),
        ("Ana Pérez", "Ana María Pérez Soto"),
        ("Anna Pérez Soto", "Ana Pérez Soto"),
    ],
)
def test_names_are_alike_whatever_their_accents_order_and_length(one, other):
    assert alike(one, other) >= 86


@pytest.mark.parametrize(
    ("one", "other"), [("Ana Pérez", "Ana Soto"), ("Ana", "Ana Pérez Soto"), ("Rosa Díaz", "Juana Mora")]
)
def test_one_name_in_common_is_not_enough(one, other):
    assert alike(one, other) < 86


def shown(viewer, name="Ana Pérez Soto", email=""):
    return [(found.person.name, found.reason) for found in namesakes(name, email, viewer)]


@pytest.mark.django_db
def test_a_coordinator_compares_hidden_people_and_never_protected_ones():
    PersonFactory(name="Ana Perez Soto")
    PersonFactory(name="Ana Pérez Soto", protected=True)
    PersonFactory(name="Rosa Díaz")
    assert shown(COORDINATOR) == [("Ana Perez Soto", "El mismo nombre")]


@pytest.mark.django_db
def test_an_administrator_compares_those_whose_name_she_sees():
    PersonFactory(name="Ana Pérez Soto", email="ana@ejemplo.invalid")
    PersonFactory(name="Ana Pérez Soto", limited=True)
    assert shown(ADMINISTRATOR, email="ana@ejemplo.invalid") == []
    PersonFactory(name="Ana Peres Soto", visible=True)
    assert shown(ADMINISTRATOR) == [("Ana Peres Soto", "Un nombre parecido")]


@pytest.mark.django_db
def test_the_same_address_comes_first_for_those_in_her_care_and_tells_nobody_else():
    PersonFactory(name="Otro Nombre", email="ana@ejemplo.invalid", visible=True)
    PersonFactory(name="Ana Pérez Soto")
    assert shown(COORDINATOR, email="ANA@ejemplo.invalid") == [
        ("Otro Nombre", "El mismo correo"),
        ("Ana Pérez Soto", "El mismo nombre"),
    ]
    assert shown(ADMINISTRATOR, email="ana@ejemplo.invalid") == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_five_questions_however_many_there_are(number, django_assert_num_queries):
    for _ in range(number):
        PersonFactory(name="Ana Pérez Soto")
    with django_assert_num_queries(5):
        assert len(shown(COORDINATOR)) == number
