"""The header is found among titles, and columns are known by their headings, then by what is in them."""

import pytest

from network.exchange.listing.columns import header_row, headings, letter, signature, suggest
from network.exchange.sheets.sheet import Sheet
from tests.network.exchange import ugly


def sheet(*rows):
    return Sheet("Hoja1", [list(map(str, row)) for row in rows])


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (ugly.TITLED, 3),
        ((ugly.HEADER, *ugly.PEOPLE), 0),
        (
            (
                ("DIRECTORIO",),
                ("Fecha: 3 de marzo de 2026", "", "Folio 12"),
                ("Nombre", "Cargo"),
                ("Ana", "Jefa"),
            ),
            2,
        ),
        (
            (
                ("Datos", "", "Contacto"),
                ("Nombre(s)", "Apellido paterno", "Correo"),
                ("Ana", "Soto", "a@b.mx"),
            ),
            1,
        ),
        ((("Ana Soto", "ana@ejemplo.invalid"), ("Eva Luna", "eva@ejemplo.invalid")), 0),
    ],
)
def test_the_header_is_found_among_titles(rows, found):
    assert header_row(sheet(*rows)) == found


@pytest.mark.parametrize(
    ("heads", "codes"),
    [
        (ugly.HEADER, ["", "name", "institution", "post", "email", "telephone", "note"]),
        (
            ["Nombre(s)", "Apellido Paterno", "Apellido Materno", "CORREO INSTITUCIONAL", "Tel. oficina"],
            ["given", "first_surname", "second_surname", "email", "telephone"],
        ),
        (["NOMBRE", "A. PATERNO", "A. MATERNO"], ["given", "first_surname", "second_surname"]),
        (["Nombre", "Apellidos", "Área de adscripción"], ["given", "surnames", "institution"]),
        (["Nombre del Enlace", "Dependencia u OPD", "Puesto"], ["name", "institution", "post"]),
        (["Nombres", "Unidad"], ["name", "institution"]),
        (["Título", "Nombre completo", "Nivel de cargo"], ["title", "name", "level"]),
        (["Teléfono", "Celular"], ["telephone", "telephone"]),
        (["Correo de casa", "Correo electrónico"], ["", "email"]),
        (["Qué corregir", "Folio", "Fecha"], ["", "", ""]),
        (
            ["Nombre", "Calidad", "Desde", "Oficio de designación", "Nombramiento"],
            ["name", "capacity", "since", "document", "post"],
        ),
    ],
)
def test_columns_by_their_headings(heads, codes):
    assert suggest(heads, []) == codes


def test_columns_by_what_is_in_them():
    rows = [
        ["Ana", "ana@ejemplo.invalid", "33 1234 5678", "Dirección de Obras"],
        ["Eva", "eva@ejemplo.invalid", "+52 33 1234 5679 ext. 12", "Secretaría de Salud"],
        ["Luz", "pendiente", "", "DIF"],
    ]
    assert suggest(["", "", "", ""], rows) == ["", "email", "telephone", "institution"]


def test_a_column_called_liaison_is_known_by_what_it_says():
    heads = ["Nombre completo", "Enlace"]
    assert suggest(heads, [["Ana", "Titular"], ["Eva", "suplente"]]) == ["name", "capacity"]
    assert suggest(heads, [["Ana", "Sí"], ["Eva", "no"]]) == ["name", "held"]
    assert suggest(["Enlace", "Dependencia"], [["Ana Soto", "DIF"]]) == ["name", "institution"]


def test_columns_without_a_heading_are_called_by_their_letter():
    found = sheet(("Nombre", "", "Cargo"), ("Ana", "x", "Jefa", "y"))
    assert headings(found, 0) == ["Nombre", "B", "Cargo", "D"]
    assert [letter(n) for n in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_the_same_headings_have_one_signature_whatever_their_accents():
    assert signature(["Teléfono", "NOMBRE"]) == signature(["telefono", "Nombre"])
    assert signature(["Nombre", "Teléfono"]) != signature(["Teléfono", "Nombre"])
