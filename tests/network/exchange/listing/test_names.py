"""Names: titles come off, the order is turned only when it is asked for, and one name has one key."""

import pytest

from network.exchange.listing.names import in_case, key, split_title, turned


@pytest.mark.parametrize(
    ("written", "title", "name"),
    [
        ("Lic. Ana Soto", "Lic.", "Ana Soto"),
        ("LIC. ANA SOTO", "LIC.", "ANA SOTO"),
        ("Mtra. Ana Soto", "Mtra.", "Ana Soto"),
        ("Dra Ana Soto", "Dra", "Ana Soto"),
        ("C. Ana Soto", "C.", "Ana Soto"),
        ("C Ana Soto", "C", "Ana Soto"),
        ("Profa. Dra. Ana Soto", "Profa. Dra.", "Ana Soto"),
        ("Ing. Ana C. Soto", "Ing.", "Ana C. Soto"),
        ("L.C.P. Ana Soto", "L.C.P.", "Ana Soto"),
        ("Ana Soto", "", "Ana Soto"),
        ("Maestra Soto", "", "Maestra Soto"),
        ("Dra.", "", "Dra."),
        ("Carmen Soto", "", "Carmen Soto"),
        ("Doctora", "", "Doctora"),
    ],
)
def test_titles_are_split_off(written, title, name):
    assert split_title(written) == (title, name)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Soto Vega Ana", "Ana Soto Vega"),
        ("Soto Vega Ana María", "Ana María Soto Vega"),
        ("Soto Ana", "Ana Soto"),
        ("Soto, Ana", "Ana Soto"),
        ("De la Cruz Soto Ana", "Ana De la Cruz Soto"),
        ("Soto de la Vega Ana", "Ana Soto de la Vega"),
        ("Ana", "Ana"),
    ],
)
def test_surnames_first_are_turned(written, read):
    assert turned(written) == read


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("ANA DE LA CRUZ NÚÑEZ-SOTO", "Ana de la Cruz Núñez-Soto"),
        ("ana soto", "Ana Soto"),
        ("Ana McKenna", "Ana McKenna"),
        ("DEL RÍO ANA", "Del Río Ana"),
    ],
)
def test_shouted_names_are_lowered(written, shown):
    assert in_case(written) == shown


def test_one_name_has_one_key():
    assert key("Ana María Núñez Soto") == key("NUNEZ SOTO ANA MARIA")
    assert key("Ana Soto") != key("Ana Sota")
