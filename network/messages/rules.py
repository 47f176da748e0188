"""What is said of a message's e-mail, and who asks to be written to without the matter showing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.people.enums import Visibility
from network.people.models import Person

from .enums import MailState
from .models import Outgoing

TRIES = 48
"""So often, an hour apart, an e-mail is tried before somebody has to look: a weekend without the server."""


@dataclass(frozen=True, slots=True)
class MailReading:
    """How the e-mail of a message stands, in words; `remedy` says what one can do."""

    label: str
    tone: str
    remedy: str
    may_retry: bool


def reads_neutral(person: Person) -> bool:
    """Whoever chose not to be seen by everyone gets nothing whose subject or file name tells the matter."""
    if person.visibility == Visibility.HIDDEN:
        return person.chose_visibility
    return person.visibility != Visibility.VISIBLE


def mail_reading(message: Outgoing) -> MailReading | None:
    """Nothing where no e-mail was asked for."""
    state = MailState(message.mail_state)
    if state == MailState.NONE:
        return None
    tones = {
        MailState.SENT: "good",
        MailState.FAILED: "error",
        MailState.IN_DOUBT: "warn",
    }
    may_retry = state in {MailState.FAILED, MailState.IN_DOUBT}
    return MailReading(str(state.label), tones.get(state, "muted"), _remedy(message, state), may_retry)


def _remedy(message: Outgoing, state: MailState) -> str:
    if state == MailState.IN_DOUBT:
        return _(
            "The computer stopped twice while sending it. Ask whether it arrived before you send it again."
        )
    remedies = {
        "no_address": _("There is no e-mail address to send it to. Copy the text or print the letter."),
        "refused": _(
            "The mail server refused the address. Correct it, or copy the text or print the letter."
        ),
        "login": _(
            "The mail server did not accept this platform's user name or password. Tell whoever looks after "
            "the installation; meanwhile copy the text or print the letter."
        ),
        "unreachable": _(
            "The mail server did not answer. It is tried again by itself every hour for two days; if it "
            "cannot wait, copy the text or print the letter."
        ),
        "unknown": _(
            "Something unforeseen happened while sending it. Try again, or copy the text or print the letter."
        ),
    }
    return remedies.get(message.mail_problem, "")
