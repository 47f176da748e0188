"""Answers that she saved stay without their author; editions for her alone go."""

from network.vocabulary.rights import Whose

from .models import Edition, SavedAnswer

COVERS = ("insights.SavedAnswer", "insights.Edition")


def erase(whose: Whose) -> None:
    if whose.account is not None:
        whose.delete(Edition.objects.filter(only_for=whose.account))
        whose.forget(SavedAnswer.objects.filter(author=whose.account), author=None)
    whose.blot(SavedAnswer.objects.all(), "title", "asked")
