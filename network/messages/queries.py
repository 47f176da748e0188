"""The door to messages, the words they are made of, and what they say of the office."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.documents.models import Document
from network.office.models import Office
from network.people.models import Person
from network.people.queries import in_care_of
from network.vocabulary.message_links import told
from network.vocabulary.words import country

from .forms import Envelope, Message, Recipient, valid_address
from .models import LetterToPerson, Mailing, Outgoing, Wording
from .originals import original
from .wording import Words

_LOCAL = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "testserver"}  # noqa: S104 (told apart, not bound to)


def visible_to(messages: QuerySet[Outgoing], viewer: Viewer) -> QuerySet[Outgoing]:
    """For whoever runs the network; those to a person only while that person is in the viewer's care."""
    if not viewer.runs_network:
        return messages.none()
    cared_for = in_care_of(Person.objects.order_by(), viewer).values("pk")
    return messages.filter(Q(person=None) | Q(person__in=cared_for))


def mailings_visible_to(mailings: QuerySet[Mailing], viewer: Viewer) -> QuerySet[Mailing]:
    """Those of which the viewer may see a message."""
    seen = visible_to(Outgoing.objects.order_by(), viewer).values("mailing")
    return mailings.filter(pk__in=seen)


def letters_told_to(letters: QuerySet[Document], viewer: Viewer) -> QuerySet[Document]:
    """Of letters that she may open as documents, those whose text she may read.

    A letter written to a person bears her name for good, as the record that it is. Its text and its scans are
    read by those in whose care she is today: by nobody while she is protected, nor once she is gone.
    """
    cared_for = in_care_of(Person.objects.order_by(), viewer).values("pk")
    closed = LetterToPerson.objects.exclude(person__in=cared_for)  # its person may be none
    return letters.exclude(pk__in=closed.values("letter"))


def words_of(kind: str, language: str) -> tuple[Words, bool]:
    """The words now in use, and whether the office changed them."""
    row = Wording.objects.filter(kind=kind, language=language).first()
    return (row.words, True) if row else (original(kind, language, country()), False)


def message_of(outgoing: Outgoing) -> Message:
    """A stored message as a value. A person's address does not leave this platform in a file."""
    secret = told(outgoing.link, outgoing.language)
    return Message(
        kind=outgoing.mailing.kind,
        subject=outgoing.subject,
        neutral_subject=outgoing.neutral_subject,
        salutation=outgoing.salutation,
        paragraphs=tuple(outgoing.paragraphs),
        short=tuple(outgoing.short),
        recipient=Recipient(
            name=outgoing.to_name,
            post=outgoing.to_post,
            institution=outgoing.to_institution,
            lines=tuple(outgoing.to_lines),
            email="" if outgoing.person_id else outgoing.email,
        ),
        link="" if secret else outgoing.link,
        closing=outgoing.closing,
        signature=outgoing.signature,
        is_neutral=outgoing.is_neutral,
        language=outgoing.language,
        secret=secret,
    )


def envelope_of(outgoing: Outgoing, office: Office) -> Envelope:
    """For the file that the office opens in its own mail program: from the office's address."""
    return Envelope(
        sender_name=office.office_name or office.network_name,
        sender_email=office.email or sending_address(),
        message_id=outgoing.message_id,
        at=outgoing.mailing.prepared_at,
    )


def sending_address() -> str:
    """The address under which this installation sends."""
    said = settings.DEFAULT_FROM_EMAIL
    return said.rpartition("<")[2].rstrip(">").strip()


def sends_email() -> bool:
    """Whether e-mails leave this machine, rather than being printed in its terminal."""
    return settings.EMAIL_BACKEND.rpartition(".")[0] not in {
        f"django.core.mail.backends.{name}" for name in ("console", "dummy", "filebased")
    }


def has_address(outgoing: Outgoing) -> bool:
    """Whether an e-mail could go to it now; the row comes with its person."""
    return valid_address(outgoing.person.email if outgoing.person else outgoing.email)


def contact_words(office: Office, language: str) -> str:
    """How to answer the office, to stand after "answer"; nothing where nobody said how."""
    with translation.override(language):
        ways = []
        if office.email:
            ways.append(_("to the e-mail %(email)s") % {"email": office.email})
        if office.telephone:
            ways.append(_("by telephone %(number)s") % {"number": office.telephone})
        if not ways and office.address.strip():
            ways.append(_("at %(address)s") % {"address": ", ".join(office.address.split("\n"))})
        return _("%(one)s or %(other)s") % {"one": ways[0], "other": ways[1]} if ways[1:] else "".join(ways)


def privacy_words(language: str) -> str:
    """Where the privacy notice is; whom to ask for it where this installation has no public address."""
    with translation.override(language):
        if is_public_address(base := settings.WAGTAILADMIN_BASE_URL):
            address = base.rstrip("/") + reverse("privacy")
            return _("The privacy notice is at %(address)s") % {"address": address}
        return _("You may ask this office for its privacy notice.")


def is_public_address(address: str) -> bool:
    """Whether a link below that address leads somewhere from another machine."""
    host = urlsplit(address).hostname or ""
    return bool(host) and host not in _LOCAL and not host.endswith((".localhost", ".local"))
