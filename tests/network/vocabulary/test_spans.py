import pytest

from network.vocabulary.spans import date_words, event_words, span_words


@pytest.mark.parametrize(
    ("started", "ended", "words"),
    [
        ("", "", "sin fecha registrada"),
        ("2020", "", "desde 2020"),
        ("2020-03", "", "desde marzo de 2020"),
        ("2020-03-03", "", "desde el 3 de marzo de 2020"),
        ("", "2021", "hasta 2021"),
        ("", "2021-04-05", "hasta el 5 de abril de 2021"),
        ("2020-03", "2021", "marzo de 2020 – 2021"),
        ("2021-04-05", "2021-04-05", "5 de abril de 2021"),
    ],
)
def test_a_span_is_told_at_the_precision_of_its_dates(started, ended, words):
    assert span_words(started, ended) == words


def test_what_happened_once_began_on_its_day_and_did_not_go_on():
    assert event_words("2020-03-03", "") == "3 de marzo de 2020"
    assert event_words("", "") == "sin fecha registrada"
    assert date_words("") == "sin fecha registrada"
