"""Papers of trainings that may be long."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from network.paper.kinds import Composed, PaperKind, Parameters

from .given.listed import asked_of
from .given.papers import given_paper
from .reach.papers import reach_paper
from .reach.question import reach_question


def _reach(viewer: Any, parameters: Parameters, day: dt.date) -> Composed | None:
    """The public and analysts have none: theirs is made of no person."""
    if not viewer.is_member:
        return None
    question = reach_question(parameters, viewer)
    return Composed((reach_paper(question),), "alcance-formativo", reverse("training_reach"))


def _given(viewer: Any, parameters: Parameters, day: dt.date) -> Composed:
    return Composed(
        (given_paper(asked_of(parameters)),), "formaciones-impartidas", reverse("given_trainings")
    )


KINDS = (
    PaperKind("training_reach", gettext_lazy("Training reach by institution"), _reach),
    PaperKind("given_trainings", gettext_lazy("Trainings given"), _given),
)
