"""What a history tells: the vacancies between, the governments they fall in, and the line of time."""

import datetime as dt
import uuid

from network.institutions.models import GovernmentTerm
from network.ties.history import Held, Vacancy, bands, with_vacancies
from network.ties.strip import strip

TODAY = dt.date(2025, 11, 20)


def held(started, ended="", *, covers=True):
    return Held(
        uid=uuid.UUID(int=0),
        name="",
        url="",
        capacity="titular",
        span=f"{started}–{ended}",
        started=started,
        ended=ended,
        is_current=not ended,
        covers=covers,
        document="",
        end_document="",
        corrections=(),
    )


def told(items):
    return [(type(item) is Vacancy, item.started, item.ended) for item in items]


def test_the_time_between_two_designations_is_a_vacancy_and_the_last_end_opens_one_that_lasts():
    rows = [held("2023-05", "2024-02"), held("2019", "2021-09-30")]
    assert told(with_vacancies(rows)) == [
        (True, "2024-02", ""),
        (False, "2023-05", "2024-02"),
        (True, "2021-09-30", "2023-05"),
        (False, "2019", "2021-09-30"),
    ]


def test_where_dates_leave_it_open_no_vacancy_is_told():
    assert told(with_vacancies([held("2021", ""), held("2019", "2021-03")])) == [
        (False, "2021", ""),
        (False, "2019", "2021-03"),
    ]


def test_whoever_covers_in_another_capacity_leaves_no_vacancy_and_a_substitute_does():
    assert told(with_vacancies([held("2022", ""), held("2020-03", "2022"), held("2018", "2020-03")])) == [
        (False, "2022", ""),
        (False, "2020-03", "2022"),
        (False, "2018", "2020-03"),
    ]
    assert (True, "2020", "2022") in told(
        with_vacancies([held("2022"), held("2020", "2022", covers=False), held("2018", "2020")])
    )


def term(name, started, ended):
    return GovernmentTerm(name=name, started=started, ended=ended)


def test_what_lasts_through_two_governments_stands_under_both_and_what_is_undated_at_the_end():
    rows = [held("2024-10-01"), held("2019", "2024-09-30"), held("", "")]
    found = bands(
        rows, [term("Primero", "2018-10-01", "2021-09-30"), term("Segundo", "2021-10-01", "2024-09-30")]
    )
    assert [(band.name, [item.started for item in band.items]) for band in found] == [
        ("Segundo", ["2019"]),
        ("Primero", ["2019"]),
        ("Fuera de los gobiernos registrados", ["2024-10-01", ""]),
    ]


def test_where_a_date_leaves_it_open_under_which_government_it_says_so():
    terms = [term("Primero", "2018-10-01", "2021-09-30"), term("Segundo", "2021-10-01", "")]
    found = bands([held("2021", ""), held("2019", "2021"), held("2019", "2020")], terms)
    assert [(band.name, [(i.started, i.ended, i.is_unsure) for i in band.items]) for band in found] == [
        ("Segundo", [("2021", "", False), ("2019", "2021", True)]),
        ("Primero", [("2021", "", True), ("2019", "2021", False), ("2019", "2020", False)]),
    ]
    years = [term("Primero", "2018", "2021"), term("Segundo", "2021", "")]
    assert [len(band.items) for band in bands([held("2021", ""), held("2018", "2021")], years)] == [1, 1]


def test_the_line_of_time_is_drawn_no_more_exact_than_its_dates():
    items = [held("2023-11-21", "2024"), held("2024", "")]
    found = strip(items, [term("A", "2024-10", "")], TODAY)
    assert [part.kind for part in found.parts] == ["held", "held-unsure", "held-unsure", "held"]
    assert (found.parts[1].start, found.parts[2].width) == (found.parts[2].start, found.parts[1].width)
    assert (found.changes, len(found.unsure_changes), found.is_unsure) == ((), 1, True)
    exact = strip([held("2025-08-12", "2025-09-21"), held("2025-10-31", "")], [], TODAY)
    assert not exact.is_unsure


def test_without_governments_the_history_stands_in_one_piece():
    assert [(band.name, len(band.items)) for band in bands([held("2020")], [])] == [("", 1)]
    assert bands([], []) == []


def test_the_line_of_time_runs_from_the_first_day_to_today():
    items = with_vacancies([held("2025-10-31", ""), held("2025-08-12", "2025-09-21")])
    found = strip(items, [term("A", "2025-09-21", ""), term("B", "2010", "")], TODAY)
    assert (found.first_year, found.last_year, found.changes) == (2025, 2025, ("40.00",))
    assert [(part.kind, part.start, part.width) for part in found.parts] == [
        ("held", "0.00", "40.00"),
        ("vacant", "40.00", "40.00"),
        ("held", "80.00", "20.00"),
    ]


def test_one_stretch_alone_is_no_picture():
    assert strip([held("2020")], [], TODAY) is None
    assert strip([], [], TODAY) is None
