"""How the age of a vacancy is told."""

import datetime as dt

import pytest

from network.ties.rules import age_words, vacancy_words

TODAY = dt.date(2025, 11, 20)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2025-03", "8 meses"),
        ("2025-10", "1 mes"),
        ("2025-11", "este mes"),
        ("2025-11-20", "0 días"),
        ("2025-11-19", "1 día"),
        ("2025-10-21", "30 días"),
        ("2025-10-20", "1 mes"),
        ("2025-03-21", "7 meses"),
        ("2025-03-20", "8 meses"),
        ("2023-12", "23 meses"),
        ("2023-11", "2 años"),
        ("2022-01-01", "3 años"),
        ("2025", "este año"),
        ("2024", "1 año"),
        ("2020", "5 años"),
    ],
)
def test_an_age_is_counted_in_what_its_date_is_exact_to(since, expected):
    assert age_words(since, TODAY) == expected


def test_a_vacancy_says_since_when_and_how_long():
    assert vacancy_words("2025-03", TODAY) == "desde marzo de 2025 (8 meses)"
    assert vacancy_words("2025-03-01", TODAY) == "desde el 1 de marzo de 2025 (8 meses)"
    assert vacancy_words("", TODAY) == ""
