"""The one e-mail of each change of a place, with its entry of the calendar where she has it or loses it."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from network.messages.enums import MailState
from network.messages.forms import Envelope, Message, Recipient, as_email
from network.messages.outbox import Outbox, deliver
from network.messages.queries import sending_address, sends_email
from network.office.models import Office
from network.office.queries import office
from network.paper.square_code import square_code_picture

from .after.writing import composed_after
from .calendar_file import MEDIA_TYPE, calendar_file, file_name
from .codes import arrival_address
from .enums import EventState, PlaceState, SeatPool
from .following import also_said
from .links import event_address, place_address
from .models import AfterMail, Event, Move
from .rules import outward
from .telling import address_of
from .times import moment_words, when_words

_JOINED = ("registration__event", "registration__person__account")


def post() -> int:
    """Send what waits, by the house's outbox; how many left. May run at once with others, and twice."""
    described = office()
    if not sends_email():
        return _shown_in_the_terminal(described)
    left = deliver(Outbox(Move, lambda move: composed(move, described), joined=_JOINED))
    after = Outbox(AfterMail, lambda mail: composed_after(mail, described), joined=("said", *_JOINED))
    return left + deliver(after)


def composed(move: Move, described: Office) -> EmailMultiAlternatives:
    """The e-mail of one change, as it is to leave now."""
    place = move.registration
    event = place.event
    envelope = Envelope(
        sender_name=described.office_name or described.network_name,
        sender_email=sending_address(),
        message_id=move.message_id,
        at=move.at,
        answer_to=described.email,
    )
    mail = as_email(_message(move, described), envelope)
    had_seat = move.before in (PlaceState.ENROLLED, PlaceState.OFFERED)
    is_gone = move.after in (PlaceState.CANCELLED, PlaceState.TRANSFERRED) and had_seat
    if event.starts_at is not None and (move.after == PlaceState.ENROLLED or is_gone):
        link = event_address(event.package_id, place.language)
        joins = not is_gone and place.state == PlaceState.ENROLLED
        content = calendar_file(event, link=link, with_joining=joins, is_gone=is_gone)
        mail.attach(file_name(event), content, MEDIA_TYPE)
    if move.after == PlaceState.ENROLLED == place.state and place.pool == SeatPool.ON_SITE:
        mail.attach(
            "codigo.png", square_code_picture(arrival_address(place.uid, place.language)), "image/png"
        )
    return mail


def _message(move: Move, described: Office) -> Message:
    place, event = move.registration, move.registration.event
    with translation.override(place.language):
        return Message(
            kind="event",
            subject=f"{_subject(move)}: {outward(event)}",
            salutation=_("Good day:"),
            paragraphs=tuple(text for text in _words(move, event) if text),
            recipient=Recipient(email=address_of(place)),
            link=place_address(place.uid, place.language),
            signature=described.network_name or described.office_name,
            language=place.language,
        )


def _subject(move: Move) -> str:
    if move.before == move.after:
        return _("What changed")
    return {
        PlaceState.PENDING: _("Confirm your e-mail"),
        PlaceState.WAITING: _("You are on the waiting list"),
        PlaceState.OFFERED: _("A place is offered to you"),
        PlaceState.ENROLLED: _("You have a place"),
        PlaceState.LAPSED: _("The time to accept is over"),
        PlaceState.CANCELLED: _("Your place was cancelled"),
        PlaceState.TRANSFERRED: _("You passed your place on"),
        PlaceState.VISITOR: _("It is noted that you came"),
    }[PlaceState(move.after)]


def _words(move: Move, event: Event) -> list[str]:
    found = [outward(event), when_words(event), event.place]
    if move.before == move.after:
        return [_("What we had told you has changed. This is how it stands now:"), *found, move.reason]
    said = {
        PlaceState.PENDING: _(
            "Somebody, we hope you, asked for a place with this e-mail. Open the link and press the button "
            "to confirm that it is yours; nothing is reserved before. If it was not you, ignore this message."
        ),
        PlaceState.WAITING: _("There is no free seat now. As soon as it is your turn, we write to you."),
        PlaceState.OFFERED: _offered(move, event),
        PlaceState.ENROLLED: _("Your place is confirmed. If you cannot come, give it up with the link."),
        PlaceState.LAPSED: _("Your place went to the next in the line. You may enrol again."),
        PlaceState.CANCELLED: _("The activity does not take place.")
        if event.state == EventState.CANCELLED
        else _("You have no place in it any more."),
        PlaceState.TRANSFERRED: _("Your place went to your colleague, whom we have written to."),
        PlaceState.VISITOR: _(
            "Whoever organises it noted at the door that you came. If you were not there, write to us."
        ),
    }[PlaceState(move.after)]
    reason = _("Reason: %(reason)s") % {"reason": move.reason} if move.reason else ""
    joining = ""
    if move.after == PlaceState.ENROLLED and move.registration.state == PlaceState.ENROLLED:
        joining = _("Link to join: %(link)s") % {"link": event.joining_link} if event.joining_link else ""
    is_expected = move.after == PlaceState.ENROLLED == move.registration.state
    at_the_door = is_expected and move.registration.pool == SeatPool.ON_SITE
    code = _("At the door show the code of this message, or that of your page.") if at_the_door else ""
    return [said, *found, *also_said(move.registration), joining, code, reason]


def _offered(move: Move, event: Event) -> str:
    until = move.registration.offered_until
    if until is None:
        return _("It was your turn. See with the link how your place stands.")
    words = _("It is your turn. Open the link and accept your place until %(until)s.")
    return words % {"until": moment_words(event, until)}


def _shown_in_the_terminal(described: Office) -> int:
    """Where no e-mail leaves the machine, its terminal shows it."""
    kinds: tuple[Any, ...] = ((Move, composed), (AfterMail, composed_after))
    for model, make in kinds:
        waiting = model._default_manager.filter(mail_state=MailState.QUEUED).select_related(*_JOINED)
        for row in waiting.order_by("pk"):
            with suppress(ValidationError):  # stopped since
                make(row, described).send()
            row.mail_state = MailState.SENT
            row.save(update_fields=["mail_state"])
    return 0
