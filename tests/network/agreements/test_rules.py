import datetime as dt

import pytest
import time_machine

from network.agreements.rules import status_badge, validity_words
from tests.factories.records import AgreementFactory


@pytest.mark.parametrize(
    ("signed_on", "valid_until", "words"),
    [
        ("2016-12-19", "", ("firmado: 19 de diciembre de 2016", "sin fecha de término registrada")),
        ("2017-06", "2020", ("firmado: junio de 2017", "estuvo vigente hasta: 2020")),
        ("", "2021", ("sin fecha de firma registrada", "vigente hasta: 2021")),
    ],
)
@time_machine.travel(dt.datetime(2021, 12, 31, 18, tzinfo=dt.UTC))
def test_validity_is_told_at_the_precision_of_its_dates(signed_on, valid_until, words):
    agreement = AgreementFactory.build(signed_on=signed_on, valid_until=valid_until)
    assert validity_words(agreement) == words


def test_a_state_has_a_word_beside_its_colour():
    badge = status_badge(AgreementFactory.build(status="in_force"))
    assert (badge.label, badge.tone) == ("Vigente", "good")
