"""What a message about an enrolment says, in every form in which it leaves."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.messages.enums import MailState
from network.messages.forms import Envelope, Message, Recipient, as_email, as_text
from network.messages.outbox import Outbox, deliver
from network.messages.queries import contact_words, sending_address, sends_email
from network.office.models import Office
from network.office.queries import office

from .enums import ConsentState, EnrolmentState, Said
from .links import consent_address, edition_address
from .machine import WAITS
from .models import Edition, Enrolment, EnrolmentMail
from .rules import outward
from .telling import address_for

JOINED = ("enrolment__edition__version__curriculum", "enrolment__person__account", "enrolment__consent")


def post() -> int:
    """Send what waits, by the house's outbox; how many left. May run at once with others, and twice."""
    described = office()
    if not sends_email():
        return _shown_in_the_terminal(described)
    return deliver(Outbox(EnrolmentMail, lambda mail: composed(mail, described), joined=JOINED))


def composed(mail: EnrolmentMail, described: Office) -> EmailMultiAlternatives:
    """The e-mail as it is to leave now. Raises ValidationError where what it says holds no more."""
    if mail.says == Said.INVITED and mail.enrolment.state != EnrolmentState.INVITED:
        raise ValidationError("answered")
    if mail.says == Said.CONSENT and not awaits(mail.enrolment):
        raise ValidationError("answered")
    envelope = Envelope(
        sender_name=described.office_name or described.network_name,
        sender_email=sending_address(),
        message_id=mail.message_id,
        at=mail.at,
        answer_to=described.email,
    )
    return as_email(message_of(mail, described), envelope)


def message_of(mail: EnrolmentMail, described: Office, *, name: str = "") -> Message:
    """Its words now, under the outward title. `name` is hers, for whoever may read it."""
    enrolment = mail.enrolment
    language = language_of(enrolment)
    with translation.override(language):
        is_to_superior = mail.says == Said.CONSENT
        link = edition_address(enrolment.edition, language)
        if is_to_superior:
            link = consent_address(enrolment.consent, language)
        recipient = Recipient(email=address_for(mail))
        if is_to_superior:
            consent = enrolment.consent
            recipient = Recipient(consent.name, consent.post_title, "", (), consent.email)
            name = name or recorded_name(enrolment)
        return Message(
            kind="training",
            subject=f"{_subject(mail.says)}: {outward(enrolment.edition.version.curriculum)}",
            salutation=_("Good day:"),
            paragraphs=tuple(text for text in _words(mail, name, described) if text),
            recipient=recipient,
            short=_asked_of_superior(enrolment, name) if is_to_superior else (),
            link=link,
            signature=described.network_name or described.office_name,
            language=language,
        )


def consent_mail(enrolment: Enrolment) -> EnrolmentMail | None:
    """The last by which her superior was asked."""
    return enrolment.mails.filter(says=Said.CONSENT).order_by("-pk").first()


def consent_text(enrolment: Enrolment, described: Office, *, name: str = "") -> str:
    """What her superior is asked, to be copied into a chat: with the link, under the outward title."""
    mail = consent_mail(enrolment) or EnrolmentMail(enrolment=enrolment, says=Said.CONSENT)
    mail.enrolment = enrolment
    return as_text(message_of(mail, described, name=name))


def recorded_name(enrolment: Enrolment) -> str:
    """Hers, for what she sends to her superior herself."""
    return enrolment.person.name if enrolment.person is not None else enrolment.name


def days_words(edition: Edition) -> str:
    """From when to when, as far as it is known."""
    first, last = edition.starts_on, edition.ends_on
    if first is None:
        return _("its days are not fixed")
    if last is None or last == first:
        return date_format(first, "DATE_FORMAT")
    told = pgettext("days of a training", "from %(first)s to %(last)s")
    return told % {"first": date_format(first, "DATE_FORMAT"), "last": date_format(last, "DATE_FORMAT")}


def awaits(enrolment: Enrolment) -> bool:
    """Whether her superior's answer still matters."""
    consent = getattr(enrolment, "consent", None)
    return consent is not None and consent.state == ConsentState.ASKED and enrolment.state in WAITS


def language_of(enrolment: Enrolment) -> str:
    """In which she is written to."""
    account = enrolment.person.account if enrolment.person is not None else None
    return str(enrolment.wish.get("language") or getattr(account, "language", "") or "es")[:2]


def _subject(says: str) -> str:
    return {
        Said.RECEIVED: _("Your request was received"),
        Said.INVITED: _("You are invited"),
        Said.REFUSED: _("About your request"),
        Said.CONSENT: _("Leave to take part"),
        Said.NO_CONSENT: _("About your request"),
        Said.CANCELLED: _("It is not given"),
        Said.TAKEN_OUT: _("About your place"),
    }[Said(says)]


def _words(mail: EnrolmentMail, name: str, described: Office) -> list[str]:
    enrolment, edition = mail.enrolment, mail.enrolment.edition
    title = outward(edition.version.curriculum)
    found = [title, days_words(edition)]
    contact = contact_words(described, translation.get_language() or "es")
    answer = _("Questions are answered %(contact)s.") % {"contact": contact} if contact else ""
    if mail.says == Said.CONSENT:
        asks = _(
            "%(name)s asks to take part, within working hours, in “%(title)s”. Before her place is confirmed "
            "we ask for your consent."
        ) % {"name": name, "title": title}
        return [asks, days_words(edition), _how(), answer]
    said = {
        Said.RECEIVED: _("We received your request for a place. We write to you once it is decided."),
        Said.INVITED: _("You are invited to take part. Open the link and say whether you come."),
        Said.REFUSED: _("Thank you for your request. This time there is no place for you."),
        Said.NO_CONSENT: _("Your superior did not consent, so that there is no place for you this time."),
        Said.CANCELLED: _("We are sorry: this training is not given."),
        Said.TAKEN_OUT: _("You are not on the list of this training any more."),
    }[Said(mail.says)]
    reason = ""
    if mail.says == Said.CANCELLED and edition.cancelled_because:
        reason = _("Reason: %(reason)s") % {"reason": edition.cancelled_because}
    told = enrolment.told if mail.says in (Said.REFUSED, Said.INVITED, Said.TAKEN_OUT) else ""
    return [said, *found, told, reason, answer]


def _asked_of_superior(enrolment: Enrolment, name: str) -> tuple[str, ...]:
    """In fewer words, for a chat."""
    asks = _(
        "%(name)s asks to take part, within working hours, in “%(title)s” (%(days)s). Before her place is "
        "confirmed we ask for your consent."
    ) % {
        "name": name,
        "title": outward(enrolment.edition.version.curriculum),
        "days": days_words(enrolment.edition),
    }
    return (asks, _how())


def _how() -> str:
    return _("Open the link and press one of its two buttons. No account is needed.")


def _shown_in_the_terminal(described: Office) -> int:
    """Where no e-mail leaves the machine, its terminal shows it."""
    waiting = EnrolmentMail.objects.filter(mail_state=MailState.QUEUED).select_related(*JOINED)
    for mail in waiting.order_by("pk"):
        with suppress(ValidationError):  # it holds no more
            composed(mail, described).send()
        mail.mail_state = MailState.SENT
        mail.save(update_fields=["mail_state"])
    return 0
