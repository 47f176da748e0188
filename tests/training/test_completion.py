"""Rules of completion compose, and say what is done, what is open and what cannot be done any more."""

import pytest
from django.core.exceptions import ValidationError

from training.completion import (
    Facts,
    Held,
    Part,
    Step,
    attendance,
    checked,
    named_in,
    units_done,
    unknown_in,
    validate_rule,
)

UNITS = (Part("m1.u1"), Part("m1.u2", is_required=False), Part("m2.u1"))
WORKS = (Part("m2.w1"),)


def facts(**told: object) -> Facts:
    return Facts(units=UNITS, works=WORKS, **told)  # type: ignore[arg-type]


def test_without_a_rule_all_that_is_required_completes_it() -> None:
    nothing = checked({}, facts())
    assert (nothing.step, nothing.has, nothing.asks) == (Step.OPEN, 0, 2)
    assert [part.code for part in nothing.parts] == ["m1", "m2"]
    assert [part.code for part in nothing.parts[0].parts] == ["m1.u1"], "the optional one is not asked for"
    whole = facts(done=frozenset({"m1.u1", "m2.u1"}), approved=frozenset({"m2.w1"}))
    assert checked({}, whole).step == Step.DONE


def test_two_of_three_is_missed_once_only_one_is_left() -> None:
    rule = {"some": [{"unit": "m1.u1"}, {"unit": "m1.u2"}, {"work": "m2.w1"}], "number": 2}
    assert checked(rule, facts(done=frozenset({"m1.u1"}))).step == Step.OPEN
    assert checked(rule, facts(done=frozenset({"m1.u1", "m1.u2"}))).step == Step.DONE
    assert checked(rule, facts(done=frozenset({"m1.u1"}), is_over=True)).step == Step.MISSED


def test_what_is_over_and_not_done_is_missed_whatever_else_is_open() -> None:
    rule = {"all": [{"unit": "m1.u1"}, {"attendance": 80}]}
    sessions = (Held("m1", (), 2, False), Held("m1", (), 2, None))
    assert checked(rule, facts(done=frozenset({"m1.u1"}), sessions=sessions)).step == Step.MISSED


def test_attendance_is_measured_in_hours_not_in_sessions() -> None:
    sessions = (Held("m1", (), 8, True), Held("m1", (), 2, False))
    assert attendance(facts(sessions=sessions)) == 80
    assert checked({"attendance": 80}, facts(sessions=sessions)).step == Step.DONE
    assert checked({"attendance": 81}, facts(sessions=sessions)).step == Step.MISSED


def test_attendance_stays_open_while_what_is_to_come_can_bring_it() -> None:
    sessions = (Held("m1", (), 2, False), Held("m1", (), 8, None))
    found = checked({"attendance": 80}, facts(sessions=sessions))
    assert (found.step, found.has) == (Step.OPEN, 0)
    late = facts(sessions=sessions, is_over=True)
    assert checked({"attendance": 80}, late).step == Step.MISSED


def test_attendance_before_any_session_is_no_number() -> None:
    found = checked({"attendance": 80}, facts(sessions=(Held("m1", (), 2, None),)))
    assert (found.step, found.has, found.asks) == (Step.OPEN, None, 80)


def test_an_excused_absence_is_not_asked_of_her() -> None:
    sessions = (Held("m1", (), 4, True), Held("m1", (), 4, False, is_excused=True))
    assert attendance(facts(sessions=sessions)) == 100
    assert checked({"attendance": 100}, facts(sessions=sessions)).step == Step.DONE


def test_attendance_of_one_module_counts_its_sessions_alone() -> None:
    sessions = (Held("m1", (), 4, True), Held("m2", (), 4, False))
    assert checked({"attendance": 100, "of": "m1"}, facts(sessions=sessions)).step == Step.DONE
    assert checked({"attendance": 100, "of": "m2"}, facts(sessions=sessions)).step == Step.MISSED


def test_a_content_is_done_by_being_there_only_once_enough_of_all_its_hours_are_held() -> None:
    first = Held("m1", ("m1.u1",), 4, True)
    assert units_done(facts(sessions=(first, Held("m1", ("m1.u1",), 4, None)))) == frozenset()
    assert units_done(facts(sessions=(first, Held("m1", ("m1.u1",), 1, False)))) == {"m1.u1"}
    assert units_done(facts(sessions=(first, Held("m1", ("m1.u1",), 2, False)))) == frozenset()


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"all": []},
        {"all": [{}]},
        {"unit": ""},
        {"unit": "m1.u1", "work": "m1.w1"},
        {"some": [{"unit": "m1.u1"}], "number": 2},
        {"some": [{"unit": "m1.u1"}], "number": True},
        {"attendance": 0},
        {"attendance": 101},
        {"attendance": True},
        {"unit": "m1.u1", "number": 1},
        {"all": [{"all": [{"all": [{"all": [{"unit": "m1.u1"}]}]}]}]},
    ],
)
def test_what_is_no_rule_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        validate_rule(wrong)


def test_a_rule_is_looked_at_beside_what_the_version_has() -> None:
    rule = {
        "all": [{"unit": "m1.u1"}, {"some": [{"work": "m9.w1"}], "number": 1}, {"attendance": 80, "of": "m2"}]
    }
    validate_rule(rule)
    assert named_in(rule) == ["m1.u1", "m9.w1", "m2"]
    assert unknown_in(rule, ["m1", "m2", "m1.u1"]) == ["m9.w1"]
    with pytest.raises(KeyError):
        checked(rule, facts())
