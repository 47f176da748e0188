"""The numbers of a milestone in words; numbers of different kinds stand side by side, never added."""

from django.utils.translation import gettext as _

from network.vocabulary.numbers import number_words

from .models import Milestone


def number_facts(milestone: Milestone) -> tuple[str, ...]:
    words = []
    if milestone.participation is not None:
        words.append(milestone.participation.words)
    if milestone.beneficiaries is not None:
        number = number_words(milestone.beneficiaries, milestone.qualifier)
        words.append(_("beneficiaries: %(number)s") % {"number": number})
    return tuple(words)
