"""Pure decisions on one curriculum, edition or enrolment; the numbers of a training in words."""

import datetime as dt

from django.utils.translation import gettext as _

from events.enums import PlaceState
from events.models import Event
from events.rules import gives_seats, place_badge
from events.times import local
from network.messages.neutral import asks_for_neutrality
from network.vocabulary.numbers import number_words
from network.vocabulary.panels import Badge

from .enums import EditionState, EnrolmentState
from .models import Curriculum, Edition, Enrolment, GivenTraining


def number_facts(training: GivenTraining) -> tuple[str, ...]:
    """Each with its qualifier and what it counts."""
    words = []
    if training.participation is not None:
        words.append(training.participation.words)
    if training.women is not None:
        words.append(_("women: %(number)s") % {"number": number_words(training.women, training.qualifier)})
    if training.men is not None:
        words.append(_("men: %(number)s") % {"number": number_words(training.men, training.qualifier)})
    return tuple(words)


def outward(curriculum: Curriculum) -> str:
    """What stands in subjects, letters and calendars, where somebody else may look."""
    if curriculum.outward_title:
        return curriculum.outward_title
    return _("Training activity") if asks_for_neutrality(curriculum.title) else curriculum.title


def is_neutral(curriculum: Curriculum) -> bool:
    """Whether others must not read from its title what it is about."""
    return bool(curriculum.outward_title) or asks_for_neutrality(curriculum.title)


def takes_enrolments(edition: Edition, opening: Event | None, now: dt.datetime) -> bool:
    """Whether one may ask for a place in it now. A full one takes them too: there is a waiting list."""
    if edition.state != EditionState.OPEN or opening is None or opening.is_closed:
        return False
    if edition.closes_on is not None and edition.closes_on < local(opening, now).date():
        return False
    return gives_seats(opening, now)


def edition_badge(edition: Edition, today: dt.date) -> Badge:
    if edition.state == EditionState.OPEN and edition.ends_on and edition.ends_on < today:
        return Badge(_("it was given"), "muted", "")
    if edition.state == EditionState.OPEN and edition.starts_on and edition.starts_on <= today:
        return Badge(_("going on"), "accent", "")
    tones = {
        EditionState.DRAFT: "warn",
        EditionState.OPEN: "good",
        EditionState.CLOSED: "muted",
        EditionState.CANCELLED: "error",
    }
    state = EditionState(edition.state)
    return Badge(str(state.label), tones[state], "")


def enrolment_badge(enrolment: Enrolment) -> Badge:
    """Of whoever is in, her place says whether she has a seat or waits: it comes with the row."""
    place = enrolment.place if enrolment.state == EnrolmentState.IN else None
    if place is not None and place.state != PlaceState.ENROLLED:
        return place_badge(place.state)
    tones = {
        EnrolmentState.IN: "good",
        EnrolmentState.COMPLETED: "good",
        EnrolmentState.NOT_COMPLETED: "warn",
        EnrolmentState.ASKED: "warn",
        EnrolmentState.INVITED: "accent",
    }
    state = EnrolmentState(enrolment.state)
    return Badge(str(state.label), tones.get(state, "muted"), "")
