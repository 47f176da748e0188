"""The numbers of a training in words, each with its qualifier and what it counts."""

from django.utils.translation import gettext as _

from network.vocabulary.numbers import number_words

from .models import GivenTraining


def number_facts(training: GivenTraining) -> tuple[str, ...]:
    words = []
    if training.participation is not None:
        words.append(training.participation.words)
    if training.women is not None:
        words.append(_("women: %(number)s") % {"number": number_words(training.women, training.qualifier)})
    if training.men is not None:
        words.append(_("men: %(number)s") % {"number": number_words(training.men, training.qualifier)})
    return tuple(words)
