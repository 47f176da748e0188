"""The early warning: who can no longer complete a training, or is close to that."""

from dataclasses import replace

from ..completion import Facts, Rule, Step, checked
from ..enums import EnrolmentState
from ..models import Enrolment


def risk_of(enrolment: Enrolment, rule: Rule, facts: Facts) -> bool | None:
    """True where she can no longer complete it, False where to miss the next session would be too much."""
    if enrolment.state != EnrolmentState.IN or facts.is_over:
        return None
    step = checked(rule, facts).step
    if step == Step.MISSED:
        return True
    return False if step == Step.OPEN and _is_close(rule, facts) else None


def _is_close(rule: Rule, facts: Facts) -> bool:
    for place, one in enumerate(facts.sessions):
        if one.came is None:
            absent = replace(one, came=False)
            sessions = (*facts.sessions[:place], absent, *facts.sessions[place + 1 :])
            return checked(rule, replace(facts, sessions=sessions)).step == Step.MISSED
    return False
