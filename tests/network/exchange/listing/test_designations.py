"""Dates, capacities and documents as offices write them; what is not understood is nothing."""

import pytest

from network.exchange.listing.designations import capacity, document, post_kind, since


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("15/03/2024", "2024-03-15"),
        ("5.3.2021", "2021-03-05"),
        ("2024-03-15 00:00:00", "2024-03-15"),
        ("03/2024", "2024-03"),
        ("marzo de 2024", "2024-03"),
        ("Desde el 1° de setiembre de 2023", "2023-09-01"),
        ("a partir de 2022", "2022"),
        ("31/02/2024", ""),
        ("03/15/2024", ""),
        ("01/03/24", ""),
        ("pronto", ""),
    ],
)
def test_dates_stay_as_partial_as_they_are(written, read):
    assert since(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("TITULAR", "titular"),
        ("Propietaria", "titular"),
        ("Suplente 1", "suplente"),
        ("Encargado de despacho", "encargada_de_despacho"),
        ("vocal", ""),
    ],
)
def test_capacities(written, read):
    assert capacity(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Oficio No. IMM/12/2026", ("oficio", "IMM/12/2026")),
        ("Resolución Exenta N° 45", ("resolucion_exenta", "45")),
        ("ORD. N°12", ("ord", "12")),
        ("12/2026", ("oficio", "12/2026")),
        ("Oficina de Partes 3", ("oficio", "Oficina de Partes 3")),
    ],
)
def test_a_document_by_its_kind_and_number(written, read):
    assert document(written, "oficio") == read


def test_posts_have_the_kind_that_their_name_tells():
    assert [post_kind(name) for name in ("Enlace de género", "Punto focal", "Directora", "Vocal")] == [
        "enlace",
        "focal_point",
        "head",
        "other",
    ]
