"""What she applied with, her consents and invitations, also those under an address of hers alone."""

from django.db.models import Q

from network.vocabulary.rights import Whose

from .models import Application, Consent, Invitation

COVERS = ("joining.Application", "joining.Consent", "joining.Invitation")


def erase(whose: Whose) -> None:
    hers = Q(person=whose.person) | Q(email__in=whose.addresses)
    if whose.account:
        hers |= Q(account=whose.account)
    asked = Application.objects.filter(hers)
    whose.delete(Consent.objects.filter(Q(person=whose.person) | Q(application__in=asked)))
    whose.delete(Invitation.objects.filter(Q(person=whose.person) | Q(email__in=whose.addresses)))
    whose.delete(asked)
    whose.blot(Application.objects.all(), "question", "answer", "decline_note", "does", "seeks")
