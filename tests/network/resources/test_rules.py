from decimal import Decimal

import pytest

from network.resources.rules import contact_parts, figure_words, period_words, verification_badge
from tests.factories.resources import PublishedIndicatorFactory, RouteFactory


@pytest.mark.parametrize(
    ("contact", "links"),
    [
        ("1455", [("1455", "tel:1455")]),
        ("+569 9700 7000", [("+569 9700 7000", "tel:+56997007000")]),
        ("600 400 0101", [("600 400 0101", "tel:6004000101")]),
        ("sernameg.gov.cl", [("sernameg.gov.cl", "https://sernameg.gov.cl")]),
        (
            "Calle Mitla 386, Colonia Monumental; tel. 36 38 52 87, 88 y 89; www.immg.gob.mx",
            [("36 38 52 87", "tel:36385287"), ("www.immg.gob.mx", "https://www.immg.gob.mx")],
        ),
        ("Calle Brasil 371, La Serena", []),
        ("Decir la clave en una farmacia adherida", []),
        ("javascript:alert(1)", []),
        ("", []),
    ],
)
def test_telephones_and_addresses_in_a_contact_can_be_followed(contact, links):
    parts = contact_parts(contact)
    assert [(part.text, part.href) for part in parts if part.href] == links
    assert "".join(part.text for part in parts) == contact


def test_a_route_that_nobody_verified_says_since_when():
    badge = verification_badge(RouteFactory.build(verified_on=""))
    assert (badge.label, badge.tone) == ("sin verificar desde 2021", "warn")
    badge = verification_badge(RouteFactory.build(verified_on="2026-03"))
    assert (badge.label, badge.tone) == ("verificada: marzo de 2026", "good")


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "words"),
    [
        (Decimal("70.0000"), "at_least", "%", "más de 70 %"),
        (Decimal("2.5000"), "approx", "puntos", "alrededor de 2,5 puntos"),
        (Decimal("150.0000"), "exact", "servicios", "150 servicios"),
        (Decimal("1000000"), "planned", "pesos", "previstas: 1\xa0000\xa0000 pesos"),
    ],
)
def test_a_published_figure_keeps_its_qualifier_and_unit(value, qualifier, unit, words):
    indicator = PublishedIndicatorFactory.build(value=value, qualifier=qualifier, unit=unit)
    assert figure_words(indicator) == words


def test_a_period_is_one_date_or_two():
    assert period_words(PublishedIndicatorFactory.build(period_starts="2020")) == "2020"
    both = PublishedIndicatorFactory.build(period_starts="2018-09", period_ends="2021-03")
    assert period_words(both) == "septiembre de 2018 – marzo de 2021"
    assert period_words(PublishedIndicatorFactory.build()) == "sin fecha registrada"
