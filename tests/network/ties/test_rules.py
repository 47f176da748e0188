"""Which appointments exclude each other, and how the age of a vacancy is told."""

import datetime as dt

import pytest

from network.ties.rules import age_words, certainly_overlap, vacancy_words

TODAY = dt.date(2025, 11, 20)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2020", ""), ("2024", ""), True),
        (("", ""), ("", ""), True),
        (("2020", "2022"), ("2021-05", ""), True),
        (("2020", "2024"), ("2024-05", ""), False),  # it may have ended in January
        (("2020", "2024-06"), ("2024", ""), False),  # it may have begun in July
        (("2020-01-01", "2024-05-03"), ("2024-05-03", ""), False),  # handed over on that day
        (("2020-01-01", "2024-05-04"), ("2024-05-03", ""), True),
        (("", "2024"), ("2020", "2021"), False),  # nobody knows when it began
        (("2015", "2016"), ("2020", ""), False),
        (("2021", "2021"), ("2019", ""), False),  # within one year, and nobody knows on which days
    ],
)
def test_two_appointments_exclude_each_other_only_where_it_is_certain(one, other, expected):
    assert certainly_overlap(one, other) is expected
    assert certainly_overlap(other, one) is expected


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
