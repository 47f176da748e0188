"""Handover files stay with the post, without the keys by which they knew her; signed scans as they are."""

from django.db.models import Q

from network.vocabulary.rights import Whose

from .models import AdministrationClosing, ClosingDesignation, ClosingGrant, Handover, HandoverNote

COVERS = (
    "reports.HandoverNote",
    "reports.Handover",
    "reports.AdministrationClosing",
    "reports.ClosingGrant",
    "reports.ClosingDesignation",
)


def erase(whose: Whose) -> None:
    if whose.account is not None:
        whose.delete(ClosingGrant.objects.filter(Q(grant__user=whose.account) | Q(successor=whose.account)))
        for model in (HandoverNote, Handover, AdministrationClosing):
            whose.forget(model.objects.filter(by=whose.account), by=None)
    whose.delete(ClosingDesignation.objects.filter(appointment__person=whose.person))
    whose.forget(Handover.objects.filter(left__person=whose.person), left=None)
    whose.forget(Handover.objects.filter(taken__person=whose.person), taken=None)
    whose.blot(HandoverNote.objects.all(), "text")
    whose.blot(Handover.objects.all(), "content", "note")
    whose.blot(AdministrationClosing.objects.all(), "reason", "undone_because")
