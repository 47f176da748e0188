"""Departments: by name, short name, acronym or alias at once; what only looks alike is suggested."""

import pytest

from network.exchange.listing.departments import Departments, Known, families, likely_kind, new_id

IMM = Known("imm", "Instituto Municipal de las Mujeres", ("Instituto Municipal de las Mujeres",))
WORKS = Known("obras", "Dirección de Obras Públicas", ("Dirección de Obras Públicas", "DOP", "Obras"))
SERVICES = Known("servicios", "Dirección de Servicios Públicos", ("Dirección de Servicios Públicos",))
DIF = Known("dif", "Sistema para el Desarrollo Integral de la Familia", ("DIF Tala", "DIF"))
PLATFORM = Departments([IMM, WORKS, SERVICES, DIF])


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Dirección de Obras Públicas", "obras"),
        ("DIRECCION DE OBRAS PUBLICAS", "obras"),
        ("Dir. de Obras Públicas", "obras"),
        ("D.O.P.", "obras"),
        ("obras", "obras"),
        ("IMM", "imm"),
        ("I.M.M.", "imm"),
        ("Inst. Mpal. de las Mujeres", "imm"),
        ("DIF", "dif"),
        ("Obras Públicas", ""),
        ("Dirección", ""),
        ("Tesorería", ""),
        ("XY", ""),
    ],
)
def test_what_is_known_at_once(written, found):
    assert PLATFORM.exact(written) == found


def test_a_name_that_two_bear_is_asked():
    two = Departments([Known("a", "Dirección de Cultura", ("Cultura",)), Known("b", "Otra", ("Cultura",))])
    assert two.exact("Cultura") == ""


def test_what_looks_alike_is_suggested_best_first():
    found = PLATFORM.suggestions("Obras Publcas")
    assert found[0].id == "obras"
    assert found == sorted(found, key=lambda one: -one.score)
    assert PLATFORM.suggestions("Tesorería") == []


def test_three_spellings_of_one_department_are_a_family():
    spellings = [
        "Dirección de Obras Públicas",
        "Dir. de Obras Publicas",
        "Obras Públicas",
        "Tesorería Municipal",
    ]
    assert families(spellings) == {
        "Dir. de Obras Publicas": ("Dirección de Obras Públicas", 100),
        "Obras Públicas": ("Dirección de Obras Públicas", 90),
    }


def test_departments_of_their_own_are_no_family():
    assert families(["Dirección de Cultura", "Dirección de Deportes", "Dirección de Obras"]) == {}


@pytest.mark.parametrize(
    "names", [["Regiduría 1", "Regiduría 2"], ["Zona A", "Zona B"], ["Zona A", "Zona E"]]
)
def test_what_is_numbered_is_never_taken_for_its_neighbour(names):
    assert families(names) == {}
    known = Departments([Known("uno", names[0], (names[0],))])
    assert known.exact(names[1]) == ""
    assert all(one.score < 80 for one in known.suggestions(names[1]))


def test_a_new_one_has_the_same_id_however_it_is_spelled():
    assert new_id("Dirección de Obras Públicas") == new_id("DIR. DE OBRAS PUBLICAS")
    assert new_id("Dirección de Obras Públicas") != new_id("Dirección de Servicios Públicos")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Instituto Municipal de las Mujeres", "womens_institute"),
        ("Ayuntamiento de Tala", "municipality"),
        ("Secretaría General del Ayuntamiento", "municipal_unit"),
        ("Dirección de Obras Públicas", "municipal_unit"),
        ("Universidad Ficticia", "university"),
    ],
)
def test_a_likely_kind(name, kind):
    assert likely_kind(name) == kind
