"""The correspondence stays with its institution, and forgets who wrote it and to whose attention."""

from network.vocabulary.rights import Whose

from .models import Request, RequestRecipient

COVERS = ("requests.Request", "requests.RequestRecipient")


def erase(whose: Whose) -> None:
    if whose.account is not None:
        whose.forget(Request.objects.filter(created_by=whose.account), created_by=None)
    whose.forget(RequestRecipient.objects.filter(email__in=whose.addresses), email="")
    whose.blot(RequestRecipient.objects.all(), "addressee", "email", "reply_text", "withdrawn_because")
    whose.blot(Request.objects.all(), "subject", "neutral_subject", "body", "closed_because")
