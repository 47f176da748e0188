"""A letter written here as a paper: place and date, folio, to whom, the subject, the text, who signs."""

import re

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from network.institutions.models import Institution
from network.office.services import logo_bytes
from network.paper.document import Block, Bullets, Facts, Letterhead, Paper, Paragraph, Signatures
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.spans import date_words
from network.vocabulary.words import country, dated_at, letter_words

from .models import Document
from .services import head_of_today


def letter_paper(letter: Document, *, addressed_to: Institution | None = None) -> Paper:
    """The letter as it will be printed; a draft says that it is one, under the letterhead of today.

    `addressed_to` makes the copy for one of its addressees, of whom alone the block then speaks.
    """
    head, words = letter.head or head_of_today(), letter_words()
    facts = [(words["number"], letter.number or _("without folio: draft"))]
    if letter.is_cancelled:  # at the head too: a printed letter is read from there
        facts.insert(0, (pgettext("letter", "Cancelled"), letter.cancelled_because))
    if letter.issued_on:
        facts.append(
            (pgettext("letter", "Date"), dated_at(head["place"], PartialDate(letter.issued_on).words))
        )
    facts.append((words["subject"], letter.subject))
    if letter.pk and (answered := list(letter.answers.all())):
        told = [_("%(document)s of %(date)s") % _named(document) for document in answered]
        facts.append((words["answers"], "; ".join(told)))
    return Paper(
        title=letter.get_kind_display(),  # type: ignore[attr-defined]
        blocks=(*_addressed(letter, addressed_to), *_text(letter.body), *_ending(letter, words["copies"])),
        facts=tuple(facts),
        letterhead=Letterhead(head["name"], tuple(head["lines"]), logo_bytes(head["logo"])),
        footer=_footer(letter),
        language=(get_language() or "es")[:2],
        is_letter=True,
    )


def letter_name(letter: Document, ending: str) -> str:
    """The name of its file, for instance "oficio-IMMG-OF-012-2026.pdf": it tells nothing of the subject."""
    stem = re.sub(r"[^\w]+", "-", f"{letter.kind}-{letter.number or 'borrador'}").strip("-")
    return f"{stem}.{ending}"


def _named(document: Document) -> dict[str, str]:
    return {"document": str(document), "date": date_words(document.issued_on)}


def _addressed(letter: Document, only: Institution | None) -> tuple[Block, ...]:
    typed = letter.addressee_lines.strip()
    names = [only.name] if only else [row.name for row in letter.addressees.all()] if letter.pk else []
    if only or not typed:
        typed = "\n".join((*names, pgettext("letter", "Present"))) if names else ""
    if not typed:
        return ()
    if country() == "CL":
        sender = letter.signature.strip() or (letter.issuer.name if letter.issuer else "")
        rows = ((pgettext("letter", "To"), typed), (pgettext("letter", "From"), sender))
        return (Facts(tuple(row for row in rows if row[1])),)
    return (Paragraph(typed),)


def _text(body: str) -> tuple[Block, ...]:
    """Paragraphs are parted by an empty line; lines that begin with a hyphen are a list."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(line.startswith(("- ", "• ")) for line in lines):
            blocks.append(Bullets(tuple(line[2:].strip() for line in lines)))
        elif lines:
            blocks.append(Paragraph("\n".join(lines)))
    return tuple(blocks)


def _ending(letter: Document, copies: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if letter.closing.strip():
        blocks.append(Paragraph(letter.closing.strip()))
    if letter.signature.strip():
        blocks.append(Signatures((letter.signature.strip(),)))
    small = [(copies, letter.copies.strip()), (pgettext("letter", "Annexes"), letter.annexes.strip())]
    blocks += [Paragraph(f"{name}: {text}") for name, text in small if text]
    return tuple(blocks)


def _footer(letter: Document) -> str:
    if letter.is_draft:
        return _("Draft, without folio")
    if letter.is_cancelled:
        return _("%(document)s. Cancelled: %(reason)s") % {
            "document": letter,
            "reason": letter.cancelled_because,
        }
    return str(letter)
