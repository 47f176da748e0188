"""Verbs on messages: prepare, give letters their folio, ask for the e-mail, note how one left; reword."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.documents.models import Document
from network.documents.services import draft_letter, issue_document
from network.institutions.models import Institution
from network.journal.services import record
from network.office.models import Office
from network.office.queries import office
from network.people.models import Person
from network.vocabulary.contributions import contributions
from network.vocabulary.words import country, letter_closing

from .enums import Form, MailState
from .forms import Message, Recipient, letter_values, valid_address
from .models import Departure, LetterToPerson, Mailing, Outgoing, Wording
from .neutral import asks_for_neutrality
from .queries import contact_words, has_address, message_of, privacy_words, sending_address, words_of
from .rules import reads_neutral
from .wording import Words, check, compose

NO_CONTACT = "no_contact"
"""The code of the refusal that the page of the office mends."""
MOST = 200
"""Messages in one mailing: what a page can show and a press can print while somebody waits."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """To whom one message goes. `values` fill places that differ from one recipient to the next.

    Of a person, name, post and institution are hers; `email` is for an institution alone. `link` is hers
    alone, a plain address or the name of a secret one (`vocabulary.message_links`).
    """

    person: Person | None = None
    institution: Institution | None = None
    name: str = ""
    post: str = ""
    lines: tuple[str, ...] = ()
    email: str = ""
    language: str = "es"
    is_neutral: bool = False
    link: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def prepare(
    *,
    kind: str,
    title: str,
    to: Sequence[Addressed],
    by: Any,
    values: Mapping[str, str] | None = None,
    about_kind: str = "",
    about_uid: uuid.UUID | None = None,
    is_neutral: bool = False,
    link: str = "",
    uid: uuid.UUID | None = None,
) -> Mailing:
    """Write the messages, with the words in use now; nothing leaves yet.

    `values` fill the places of the kind's words (`wording.places`), `title` says to the office what it is
    about. A subject on violence or harassment makes the mailing neutral. A `uid` that exists already is that
    mailing: a form sent twice prepares once. Raises ValidationError.
    """
    known = Mailing.objects.filter(uid=uid, kind=kind).first() if uid else None
    if known is not None:
        return known
    if not 0 < len(to) <= MOST:
        raise ValidationError(
            _("Choose between 1 and %(most)s recipients.") % {"most": MOST}, code="how_many"
        )
    described = office()
    _refuse_unanswerable(described)
    values = dict(values or {})
    neutral = is_neutral or asks_for_neutrality(title, *values.values())
    mailing = Mailing(
        uid=uid or uuid.uuid4(),
        kind=kind,
        title=title,
        is_neutral=neutral,
        about_kind=about_kind,
        about_uid=about_uid,
        prepared_by=by if by is not None and by.is_authenticated else None,
    )
    mailing.full_clean(exclude=["prepared_by"])
    try:
        with transaction.atomic():
            mailing.save()
    except IntegrityError:  # the same form, sent twice at once
        return Mailing.objects.get(uid=mailing.uid, kind=kind)
    words = {language: words_of(kind, language)[0] for language in {one.language for one in to}}
    rows = []
    for number, one in enumerate(to, 1):
        message = message_to(one, kind, words[one.language], values, described, link=link, is_neutral=neutral)
        rows.append(_row(mailing, number, one, message))
    Outgoing.objects.bulk_create(rows)
    record(
        verb="prepare_messages",
        subject=mailing,
        by=by,
        after={"kind": kind, "number": len(rows), "about": f"{about_kind} {about_uid or ''}".strip()},
    )
    return mailing


def _refuse_unanswerable(described: Office) -> None:
    """Nothing is prepared, in whatever form, that does not say how to answer the office."""
    if not contact_words(described, "es"):
        raise ValidationError(
            _("First say how to answer: the e-mail, telephone or address of the office is missing."),
            code=NO_CONTACT,
        )


@dataclass(frozen=True, slots=True)
class Written:
    """A message whose words another room wrote, to whom it goes, and the letter that bears them."""

    to: Addressed
    message: Message
    letter: Document | None = None


@transaction.atomic
def prepare_written(
    *,
    kind: str,
    title: str,
    written: Sequence[Written],
    by: Any,
    uid: uuid.UUID,
    about_kind: str = "",
    about_uid: uuid.UUID | None = None,
    is_neutral: bool = False,
) -> Mailing:
    """As `prepare`, of messages that are written already. The `uid` of a mailing that exists is that one."""
    known = Mailing.objects.filter(uid=uid, kind=kind).first()
    if known is not None:
        return known
    if not 0 < len(written) <= MOST:
        raise ValidationError(
            _("Choose between 1 and %(most)s recipients.") % {"most": MOST}, code="how_many"
        )
    _refuse_unanswerable(office())
    mailing = Mailing(
        uid=uid,
        kind=kind,
        title=title,
        is_neutral=is_neutral,
        about_kind=about_kind,
        about_uid=about_uid,
        prepared_by=by if by is not None and by.is_authenticated else None,
    )
    mailing.full_clean(exclude=["prepared_by", "uid"])
    try:
        with transaction.atomic():
            mailing.save()
    except IntegrityError:  # the same letters, by two at once
        return Mailing.objects.get(uid=uid, kind=kind)
    rows = [_row(mailing, number, one.to, one.message) for number, one in enumerate(written, 1)]
    for row, one in zip(rows, written, strict=True):
        row.letter = one.letter
    Outgoing.objects.bulk_create(rows)
    _note_to_whom(rows)
    record(
        verb="prepare_messages",
        subject=mailing,
        by=by,
        after={"kind": kind, "number": len(rows), "about": f"{about_kind} {about_uid or ''}".strip()},
    )
    return mailing


def message_to(
    one: Addressed,
    kind: str,
    words: Words,
    values: Mapping[str, str],
    described: Office,
    *,
    link: str = "",
    is_neutral: bool = False,
) -> Message:
    """The message that those words make for one recipient; nothing is stored."""
    recipient = recipient_of(one)
    with translation.override(one.language):
        closing = described.closing or letter_closing()
        title = _("Head of %(institution)s") % {"institution": recipient.institution}
    if not recipient.institution:
        title = recipient.email
    everywhere = {
        "nombre": recipient.name or title,
        "puesto": recipient.post,
        "institucion": recipient.institution,
        "red": described.network_name or described.office_name,
        "oficina": described.office_name or described.network_name,
        "contacto": contact_words(described, one.language),
        "privacidad": privacy_words(one.language),
    }
    return compose(
        kind,
        words,
        recipient=recipient,
        values={**everywhere, **values, **one.values},
        closing=closing,
        signature=described.signature or described.office_name or described.network_name,
        link=one.link or link,
        is_neutral=is_neutral or one.is_neutral or _reads_neutral(one),
        language=one.language,
    )


def _reads_neutral(one: Addressed) -> bool:
    if one.person is not None and reads_neutral(one.person):
        return True
    return asks_for_neutrality(*one.values.values())


def recipient_of(one: Addressed) -> Recipient:
    institution = one.institution.name if one.institution else ""
    if one.person is not None:
        name = " ".join(part for part in (one.person.honorific, one.person.name) if part)
        return Recipient(name[:200], one.person.post_title, institution, one.lines)
    return Recipient(one.name, one.post, institution, one.lines, one.email)


def _row(mailing: Mailing, number: int, one: Addressed, message: Message) -> Outgoing:
    uid = uuid.uuid4()
    row = Outgoing(
        uid=uid,
        mailing=mailing,
        number=number,
        language=message.language,
        person=one.person,
        institution=one.institution,
        email="" if one.person else one.email,
        to_name=message.recipient.name,
        to_post=message.recipient.post,
        to_institution=message.recipient.institution,
        to_lines=list(message.recipient.lines),
        is_neutral=message.is_neutral,
        subject=message.subject,
        neutral_subject=message.neutral_subject,
        salutation=message.salutation,
        paragraphs=list(message.paragraphs),
        short=list(message.short),
        link=message.link,
        closing=message.closing,
        signature=message.signature,
        message_id=f"<{uid}@{_domain()}>",
    )
    row.clean_fields(exclude=["mailing", "person", "institution", "letter"])
    return row


def _domain() -> str:
    return sending_address().rpartition("@")[2] or "localhost"


@transaction.atomic
def issue_letters(*, messages: Iterable[Outgoing], by: Any, document_kind: str = "") -> list[Document]:
    """Give each message that has none its letter with the next folio, in their order: all of them or none.

    Without a kind it is the letter usual in the country. A cancelled letter is followed by a new one.
    """
    keys = [message.pk for message in messages]
    rows = list(
        Outgoing.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .select_related("institution", "mailing")
        .order_by("mailing", "number")
    )
    # Read once the rows are locked: what was joined to a row that one had to wait for is what it was before.
    letters = Document.objects.in_bulk([row.letter_id for row in rows if row.letter_id])
    issued = []
    for row in rows:
        if row.letter_id and not letters[row.letter_id].is_cancelled:
            continue
        letter = draft_letter(
            by=by,
            kind=document_kind or usual_letter(),
            addressees=[row.institution] if row.institution else [],
            **letter_values(message_of(row)),
        )
        row.letter = issue_document(document=letter, by=by)
        row.save(update_fields=["letter"])
        _note_to_whom([row])
        issued.append(row.letter)
    return issued


def _note_to_whom(rows: Iterable[Outgoing]) -> None:
    LetterToPerson.objects.bulk_create(
        LetterToPerson(letter_id=row.letter_id, person_id=row.person_id)
        for row in rows
        if row.letter_id and row.person_id
    )


def usual_letter() -> str:
    """The kind of document in which an office writes to another."""
    return "ord" if country() == "CL" else "oficio"


@transaction.atomic
def ask_for_email(*, messages: Iterable[Outgoing], by: Any) -> int:
    """Put into the outbox the e-mails of those that have an address and did not leave yet; how many.

    Whoever calls it asks for their delivery (`tasks.deliver_soon`).
    """
    keys = [message.pk for message in messages]
    rows = Outgoing.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("person")
    waiting = {MailState.NONE, MailState.FAILED, MailState.IN_DOUBT}
    asked = [row for row in rows if row.mail_state in waiting and has_address(row)]
    for row in asked:
        row.mail_state, row.mail_changed_at = MailState.QUEUED, timezone.now()
        row.mail_tries, row.mail_problem, row.mail_resumed = 0, "", False
        row.save(
            update_fields=["mail_state", "mail_changed_at", "mail_tries", "mail_problem", "mail_resumed"]
        )
        record(verb="ask_for_email", subject=row, by=by)
    return len(asked)


@transaction.atomic
def note_departure(*, messages: Iterable[Outgoing], form: str, by: Any) -> None:
    """Note that they left in that form: a text copied, a file or a letter downloaded, an e-mail sent.

    Rooms that follow it offer a module `after_departure.py` with `after_departure(messages, form)`.
    """
    left, account = list(messages), by if by is not None and by.is_authenticated else None
    Departure.objects.bulk_create(
        [Departure(outgoing=message, form=Form(form), by=account) for message in left]
    )
    for module in contributions("after_departure"):
        module.after_departure(left, form)


@transaction.atomic
def reword(*, kind: str, language: str, words: Words, by: Any) -> Wording:
    """Change the words of a kind of message; those already prepared keep theirs. Raises ValidationError."""
    check(kind, words)
    row = Wording.objects.select_for_update().filter(kind=kind, language=language).first()
    row = row or Wording(kind=kind, language=language)
    before = {name: getattr(row, name) for name in Words.__dataclass_fields__}
    for name in before:
        setattr(row, name, getattr(words, name).replace("\r\n", "\n").strip())
    row.full_clean()
    row.save()
    after = {name: getattr(row, name) for name in before if getattr(row, name) != before[name]}
    if after:
        record(
            verb="reword_message",
            subject=row,
            by=by,
            before={name: before[name] for name in after},
            after={"kind": kind, "language": language, **after},
        )
    return row


@transaction.atomic
def back_to_original(*, kind: str, language: str, by: Any) -> None:
    """Use the original words again; the journal keeps what is given up."""
    row = Wording.objects.select_for_update().filter(kind=kind, language=language).first()
    if row is None:
        return
    before = {name: getattr(row, name) for name in Words.__dataclass_fields__}
    record(
        verb="original_message",
        subject=row,
        by=by,
        before=before,
        after={"kind": kind, "language": language},
    )
    row.delete()


def check_address(email: str) -> str:
    """The address as it is kept. Raises ValidationError."""
    email = email.strip()
    if email and not valid_address(email):
        raise ValidationError(_("Write the e-mail as in name@institution.gob.mx."), code="email")
    return email
