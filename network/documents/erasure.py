"""Issued documents are records and stay as they are (docs/retention.md); discarded drafts are blotted."""

from network.vocabulary.rights import Whose

from .models import DiscardedDraft

COVERS = ("documents.Document", "documents.DiscardedDraft")


def erase(whose: Whose) -> None:
    whose.blot(DiscardedDraft.objects.all(), "subject", "content")
