import datetime as dt

import pytest

from network.vocabulary.partial_date import PartialDate


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("2020-03-15", dt.date(2020, 3, 15), dt.date(2020, 3, 15)),
    ],
)
def test_a_partial_date_spans_the_whole_of_what_it_says(text: str, first: dt.date, last: dt.date) -> None:
    assert (PartialDate(text).first_day, PartialDate(text).last_day) == (first, last)


@pytest.mark.parametrize("text", ["2020-13", "2020-02-30", "20", "2020-3", "2020/03", "", "2020-03-15T00:00"])
def test_what_is_no_partial_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        PartialDate(text)


def test_a_partial_date_is_written_no_more_exactly_than_it_is_known() -> None:
    from django.utils import translation

    with translation.override("es"):
        assert [PartialDate(t).words for t in ("2020", "2020-03", "2020-03-15")] == [
            "2020",
            "marzo de 2020",
            "15 de marzo de 2020",
        ]
