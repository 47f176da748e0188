"""The numbers of a milestone in words; numbers of different kinds stand side by side, never added."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.vocabulary.numbers import number_words

from .models import PARTS, Milestone


def number_facts(milestone: Milestone) -> tuple[str, ...]:
    words = []
    if milestone.participation is not None:
        words.append(milestone.participation.words)
    if parts := _parts(milestone):
        words.append(parts)
    if milestone.beneficiaries is not None:
        number = number_words(milestone.beneficiaries, milestone.qualifier)
        words.append(_("beneficiaries: %(number)s") % {"number": number})
    if milestone.minutes is not None:
        number = number_words(milestone.minutes, milestone.minutes_qualifier)
        words.append(_("minutes of advice: %(number)s") % {"number": number})
    return tuple(words)


def parts_words(parts: Mapping[str, int | None], missing: int) -> str:
    """For instance "mujeres 20, hombres 5, sin desglosar 3": what nobody counted is said, never guessed."""
    labels = {"women": _("women"), "men": _("men"), "other": _("other"), "no_data": _("no data")}
    words = [f"{labels[name]} {number_words(number)}" for name, number in parts.items() if number is not None]
    if words and missing > 0:
        words.append(_("not broken down %(number)s") % {"number": number_words(missing)})
    return ", ".join(words)


def _parts(milestone: Milestone) -> str:
    parts = {part: getattr(milestone, part) for part in PARTS}
    return parts_words(parts, (milestone.participants or 0) - sum(filter(None, parts.values())))


def check_numbers(
    *, participants: int | None, count_of: str, qualifier: str, parts: Mapping[str, int | None]
) -> None:
    """A number says what it counts and how exactly; its parts add up to it, or leave open what is missing.

    Raises ValidationError under the names of the fields.
    """
    problems: dict[str, str] = {}
    given = {part: number for part, number in parts.items() if number is not None}
    total = sum(given.values())
    if participants is None:
        if given:
            problems["participants"] = _("Write how many in all: the parts add up to %(n)s.") % {"n": total}
    else:
        if not count_of:
            problems["count_of"] = _("Say what the number counts: who came is not who was called.")
        if not qualifier:
            problems["qualifier"] = _("Say whether the number is exact.")
        if total > participants:
            words = _("The parts add up to %(sum)s, but the total is %(total)s: %(n)s too many.")
            problems["participants"] = words % {
                "sum": total,
                "total": participants,
                "n": total - participants,
            }
        elif len(given) == len(PARTS) and total < participants:
            words = _("The parts add up to %(sum)s, but the total is %(total)s: %(n)s are missing.")
            problems["no_data"] = words % {"sum": total, "total": participants, "n": participants - total}
    if problems:
        raise ValidationError(problems)


def is_recorded_here(milestone: Milestone) -> bool:
    """Recorded on these pages, and so corrected and withdrawn here; any other came in a package."""
    return hasattr(milestone, "record")
