"""The letters of a request, or of its reminders."""

from dataclasses import replace

from network.documents.letters import letter_paper
from network.documents.models import Document
from network.paper.document import Paper

from .models import Reminder, Request, RequestRecipient
from .queries import waiting

Item = tuple[RequestRecipient, Reminder | None]
FIRST, SILENT = "solicitud", "espera"


def letters_of(asked: Request, which: str) -> list[Item]:
    """Letters not cancelled: of the request, of whom of it one waits for, or the reminders of a number."""
    issued = Document.objects.exclude(status="cancelled").order_by()
    rows = asked.recipients.filter(letter__in=issued.values("pk")).select_related(
        "institution", "request", "letter__issuer"
    )
    rows = rows.prefetch_related("letter__answers", "letter__addressees").order_by("institution__name", "pk")
    if which == FIRST:
        return [(row, None) for row in rows]
    if which == SILENT:
        return [(row, None) for row in waiting(rows)]
    number = int(which) if which.isdecimal() and len(which) < 3 else 0
    found = Reminder.objects.filter(recipient__request=asked, number=number, letter__in=issued.values("pk"))
    found = found.select_related(
        "letter__issuer", "recipient__institution", "recipient__request", "recipient__letter"
    ).prefetch_related("letter__answers", "letter__addressees")
    return [(one.recipient, one) for one in found.order_by("recipient__institution__name", "pk")]


def papers_of(items: list[Item]) -> tuple[Paper, ...]:
    """The letters as they are printed, in the active language."""
    letters = (reminder.letter if reminder else row.letter for row, reminder in items)
    return tuple(replace(letter_paper(letter), is_letter=True) for letter in letters if letter is not None)
