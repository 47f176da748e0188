"""The privacy notice: the version in force, the versions before, and publishing a new one."""

import hashlib
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.journal.services import record
from network.messages.queries import contact_words
from network.messages.wording import filled
from network.office.queries import office
from network.paper.document import Block, Bullets, Heading, Paragraph
from network.vocabulary.words import country

from .models import PrivacyNotice
from .privacy_originals import original


class NoticeChangedError(Exception):
    """What she read is not the notice in force any more: she has to read it again."""


def notice_in_force() -> PrivacyNotice:
    """The latest version; before anybody published one, the original as version 1, which is not saved yet."""
    return PrivacyNotice.objects.first() or _first()


def mark_of(notice: PrivacyNotice) -> str:
    """Version and words in one short mark, which a form carries: whoever agrees says to what."""
    words = hashlib.sha256(f"{notice.text_es}\0{notice.text_en}".encode()).hexdigest()
    return f"{notice.version}-{words[:12]}"


def kept(mark: str) -> PrivacyNotice:
    """The notice in force as a row, so that a consent can point to it; call it inside a transaction.

    Raises NoticeChangedError where that is not what the mark says.
    """
    notice = notice_in_force()
    if mark_of(notice) != mark:
        raise NoticeChangedError
    if notice.pk is None:
        try:
            with transaction.atomic():
                notice.save()
        except IntegrityError:  # another was the first, in the same moment
            notice = PrivacyNotice.objects.get(version=1)
    return notice


@transaction.atomic
def publish_notice(*, text_es: str, text_en: str, is_reviewed: bool, by: Any) -> PrivacyNotice:
    """A new version, in force from now on; what was accepted before stays. Raises ValidationError."""
    latest = PrivacyNotice.objects.select_for_update().first()
    if latest is None:
        latest = _first()
        latest.save()
    notice = PrivacyNotice(
        version=latest.version + 1,
        text_es=_plain(text_es),
        text_en=_plain(text_en),
        is_reviewed=is_reviewed,
        published_on=timezone.localdate(),
    )
    same = (latest.text_es, latest.text_en, latest.is_reviewed)
    if (notice.text_es, notice.text_en, notice.is_reviewed) == same:
        raise ValidationError(_("Nothing was changed: this is the version in force."), code="unchanged")
    notice.full_clean()
    notice.save()
    record(
        verb="publish_privacy_notice",
        subject=notice,
        by=by,
        after={"version": notice.version, "is_reviewed": is_reviewed},
    )
    return notice


def blocks(text: str) -> list[Block]:
    """The text for a page: "## " opens a part, an empty line a paragraph, lines with a hyphen are a list."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and lines[0].startswith("## "):
            found.append(Heading(lines.pop(0)[3:].strip()))
        if lines and all(line.startswith("- ") for line in lines):
            found.append(Bullets(tuple(line[2:].strip() for line in lines)))
        elif lines:
            found.append(Paragraph("\n".join(lines)))
    return found


def _first() -> PrivacyNotice:
    described = office()
    texts = {}
    for language in ("es", "en"):
        with translation.override(language):
            values = {
                "oficina": described.office_name or described.network_name or _("The coordinating office"),
                "red": described.network_name or described.office_name or _("this network"),
                "contacto": contact_words(described, language) or _("at its address"),
            }
        texts[language] = filled(original(language, country()), values)
    return PrivacyNotice(
        version=1, text_es=texts["es"], text_en=texts["en"], published_on=timezone.localdate()
    )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
