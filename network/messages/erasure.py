"""Messages to her go. A letter issued to her under a folio is a record and stays; its draft does not."""

from network.documents.enums import DocumentStatus
from network.documents.models import Document
from network.vocabulary.rights import Whose

from .models import Departure, LetterToPerson, Mailing, Outgoing, Wording

COVERS = (
    "network_messages.Outgoing",
    "network_messages.LetterToPerson",
    "network_messages.Mailing",
    "network_messages.Departure",
    "network_messages.Wording",
)


def erase(whose: Whose) -> None:
    """A mailing that was for her alone goes with its message."""
    hers = Outgoing.objects.filter(person=whose.person)
    mailings = list(hers.values_list("mailing", flat=True))
    drafts = Document.objects.filter(to_person__person=whose.person, status=DocumentStatus.DRAFT)
    whose.delete(hers)
    whose.delete(drafts)
    whose.delete(Mailing.objects.filter(pk__in=mailings, messages=None))
    whose.forget(LetterToPerson.objects.filter(person=whose.person), person=None)
    if whose.account is not None:
        whose.forget(Mailing.objects.filter(prepared_by=whose.account), prepared_by=None)
        whose.forget(Departure.objects.filter(by=whose.account), by=None)
    whose.blot(Mailing.objects.all(), "title")
    whose.blot(
        Outgoing.objects.all(),
        *("email", "to_name", "to_post", "to_institution", "to_lines", "subject", "neutral_subject"),
        *("salutation", "paragraphs", "short", "link", "signature", "closing"),
    )
    whose.blot(Wording.objects.all(), "subject", "neutral_subject", "salutation", "body", "short")
