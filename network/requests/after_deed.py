"""A letter that is cancelled among the documents is cancelled in its request too, in the same transaction."""

from typing import Any

from network.documents.models import Document

from .corrections import follow_cancelled


def after_deed(verb: str, subject: Any, by: Any) -> None:
    if verb == "cancel_document" and isinstance(subject, Document) and subject.is_letter:
        follow_cancelled(subject, by)
