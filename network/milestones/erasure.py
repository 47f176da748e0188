"""Actions stay as facts of their institutions, and forget who recorded them or gave the advice."""

from network.vocabulary.rights import Whose

from .models import ActionRecord, AdviserAssignment

COVERS = ("milestones.ActionRecord", "milestones.AdviserAssignment")


def erase(whose: Whose) -> None:
    whose.forget(ActionRecord.objects.filter(adviser=whose.person), adviser=None)
    if whose.account is not None:
        whose.forget(ActionRecord.objects.filter(by=whose.account), by=None)
    whose.delete(AdviserAssignment.objects.filter(person=whose.person))
