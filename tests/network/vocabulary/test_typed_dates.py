"""Dates are understood as people type them, never with a day or month that nobody wrote."""

import pytest

from network.vocabulary.typed_dates import typed_date
from network.web.desk.posts.fields import PartialDateInput


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2024", "2024"),
        ("03/2024", "2024-03"),
        ("3/2024", "2024-03"),
        ("2024-03", "2024-03"),
        ("18/11/2026", "2026-11-18"),
        ("1-2-2026", "2026-02-01"),
        ("18.11.2026", "2026-11-18"),
        ("2026-11-18", "2026-11-18"),
        ("18 de noviembre de 2026", "2026-11-18"),
        ("noviembre 2026", "2026-11"),
        ("30/02/2026", ""),
        ("11/18/2026", ""),
        ("18/11/26", ""),
        ("2024-13", ""),
        ("ayer", ""),
    ],
)
def test_a_date_is_read_as_it_is_typed(typed, read):
    assert typed_date(typed) == read


def test_a_form_keeps_what_is_typed_as_a_partial_date():
    assert PartialDateInput().clean(" 18/11/2026 ") == "2026-11-18"
