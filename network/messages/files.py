"""What is handed out of stored messages: letters, alone or all in one file, and e-mail files in a .zip."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _

from network.documents.letters import letter_paper
from network.documents.services import head_of_today
from network.office.models import Office
from network.paper.document import Paper
from network.paper.pdf import as_one_pdf
from network.paper.word import as_one_docx

from .forms import as_eml, as_letter, file_name, with_way_in
from .models import Outgoing
from .queries import envelope_of, message_of
from .services import usual_letter


def papers_of(messages: Sequence[Outgoing]) -> list[Paper]:
    """Their letters as they were issued, or as drafts without folio; rows with `letter` and `mailing`."""
    head = head_of_today()
    return [_paper(message, head) for message in messages]


def _paper(message: Outgoing, head: dict[str, object]) -> Paper:
    if message.letter is None or message.letter.is_cancelled:
        return as_letter(message_of(message), head=head, kind=usual_letter())
    with translation.override(message.language):
        return with_way_in(replace(letter_paper(message.letter), is_letter=True), message_of(message))


def letters_file(messages: Sequence[Outgoing], ending: str) -> bytes:
    """All their letters in one file, "pdf" or "docx". Raises PaperUnavailableError, ValueError for none."""
    make = as_one_pdf if ending == "pdf" else as_one_docx
    return make(papers_of(messages), title=_("Letters"))


def mail_zip(messages: Sequence[Outgoing], office: Office) -> bytes:
    """An e-mail file for each, named by its place in the list. Equal messages make equal files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for place, message in enumerate(messages, 1):
            value = message_of(message)
            name = zipfile.ZipInfo(
                file_name(value, place, "eml"), message.mailing.prepared_at.timetuple()[:6]
            )
            made.writestr(name, as_eml(value, envelope_of(message, office)), zipfile.ZIP_DEFLATED)
    return target.getvalue()
