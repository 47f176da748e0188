"""Spans of partial dates that exclude each other only where it is certain."""

import pytest

from network.vocabulary.overlap import certainly_overlap


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
def test_two_spans_exclude_each_other_only_where_it_is_certain(one, other, expected):
    assert certainly_overlap(one, other) is expected
    assert certainly_overlap(other, one) is expected
