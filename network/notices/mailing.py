"""The e-mails of notices: at once, or one summary for a morning. Their subject never tells the matter.

They leave by the outbox of messages, under its rules. What an e-mail says is composed when it leaves, with
the rights that she has then.
"""

import datetime as dt
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import IntegrityError, connections, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.messages.enums import MailState
from network.messages.forms import Envelope, Message, Recipient, as_email
from network.messages.neutral import asks_for_neutrality
from network.messages.outbox import Outbox, deliver
from network.messages.queries import sending_address, sends_email
from network.messages.rules import reads_neutral
from network.office.models import Office
from network.office.queries import office
from network.people.enums import Visibility
from network.people.models import Person
from network.vocabulary.notices import Delivery

from .models import Notice, NoticeMail
from .queries import Told, kinds, told, visible_to
from .rules import latest_morning
from .unsubscribing import token_for

MOST = 30
"""So many notices stand in one e-mail; the others are behind its link."""


def post() -> int:
    """Make the e-mails that are to leave at once, and send whatever waits; how many left.

    May run at once with others, and twice: a notice goes into one e-mail.
    """
    if not sends_email():
        return 0
    for account in _accounts(_waiting(Delivery.NOW)):
        _put(account, Delivery.NOW, timezone.localdate(), _waiting(Delivery.NOW))
    return deliver_waiting()


def post_summaries(now: dt.datetime | None = None) -> int:
    """The summaries of the latest morning, once for each account, and whatever else waits; how many left.

    What she looked at meanwhile is not sent again. Without a new one, no summary.
    """
    if not sends_email():
        return 0
    now = now or timezone.now()
    for delivery in (Delivery.DAILY, Delivery.WEEKLY):
        morning = latest_morning(now, delivery)
        waiting = _waiting(delivery).filter(seen_at=None, created_at__lt=morning)
        for account in _accounts(waiting):
            _put(account, delivery, morning.date(), waiting)
    return post()


def deliver_waiting() -> int:
    described = office()
    return deliver(Outbox(model=NoticeMail, compose=lambda row: composed(row, described), joined=("to",)))


def _waiting(delivery: Delivery) -> QuerySet[Notice]:
    return Notice.objects.filter(delivery=delivery, mail=None, read_at=None, kind__in=kinds())


def _accounts(waiting: QuerySet[Notice]) -> list[int]:
    return list(waiting.order_by("to").values_list("to", flat=True).distinct())


def _put(account: int, delivery: Delivery, day: dt.date, waiting: QuerySet[Notice]) -> None:
    """Into the outbox, in one e-mail, what waits for her; nothing where somebody else was faster."""
    uid = uuid.uuid4()
    domain = sending_address().rpartition("@")[2] or "localhost"
    mail = NoticeMail(
        uid=uid,
        to_id=account,
        delivery=delivery,
        day=day,
        message_id=f"<{uid}@{domain}>",
        mail_state=MailState.QUEUED,
        mail_changed_at=timezone.now(),
    )
    skips = connections[Notice.objects.db].features.has_select_for_update_skip_locked
    try:
        with transaction.atomic():
            rows = (
                waiting.select_for_update(of=("self",), skip_locked=skips).filter(to=account).order_by("pk")
            )
            keys = [row.pk for row in rows]
            if keys:
                mail.save()
                Notice.objects.filter(pk__in=keys).update(mail=mail)
    except IntegrityError:  # the summary of this morning is made
        return


def composed(mail: NoticeMail, described: Office) -> EmailMessage:
    """Raises ValidationError where the account is closed or nothing is left to tell."""
    if not mail.to.is_active:
        raise ValidationError(_("This account is closed."), code="no_address")
    viewer = viewer_for(mail.to)
    with translation.override(mail.to.language):
        rows = told(visible_to(mail.notices.order_by("created_at", "pk"), viewer), viewer)
        if not rows:
            raise ValidationError(_("There is nothing left to tell."), code="no_address")
        names = {row.notice.kind for row in rows if not kinds()[row.notice.kind].is_security}
        stop = _address("notices_stop", token_for(mail.to, names)) if names else ""
        message = _message(mail, rows, described, stop)
    made = as_email(message, _envelope(mail, described))
    if stop:
        made.extra_headers["List-Unsubscribe"] = f"<{stop}>"
        made.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return made


def _shows_neutral(account: User) -> bool:
    """Whether whoever looks over her shoulder is to read nothing in any of her e-mails."""
    person = Person.objects.filter(account=account).first()
    return person is not None and (reads_neutral(person) or person.visibility == Visibility.PROTECTED)


def _envelope(mail: NoticeMail, described: Office) -> Envelope:
    return Envelope(
        sender_name=described.office_name or described.network_name,
        sender_email=sending_address(),
        message_id=mail.message_id,
        at=mail.made_at,
        answer_to=described.email,
    )


def _message(mail: NoticeMail, rows: list[Told], described: Office, stop: str) -> Message:
    number, shown, hides = len(rows), rows[:MOST], _shows_neutral(mail.to)
    subject = ngettext(
        "You have a notice from the network", "You have %(n)s notices from the network", number
    )
    paragraphs = []
    for row in shown:
        hidden = hides or row.notice.is_neutral or asks_for_neutrality(row.text)
        paragraphs.append(f"{row.neutral if hidden else row.text}\n{_address('notice', row.notice.uid)}")
    if number > len(shown):
        more = _("And %(n)s more, in your notices:") % {"n": number - len(shown)}
        paragraphs.append(f"{more}\n{_address('notices')}")
    how = _("How notices reach you is yours to choose:")
    paragraphs.append(f"{how}\n{_address('notice_preferences')}")
    if stop:
        paragraphs.append(_("To get no e-mail of these any more, without logging in:") + f"\n{stop}")
    paragraphs.append(_("No cases are registered here, nor any data of victims."))
    return Message(
        kind="notice",
        subject=subject % {"n": number},
        salutation=_("Good day:"),
        paragraphs=tuple(paragraphs),
        recipient=Recipient(email=mail.to.email),
        signature=described.network_name or described.office_name or "Entramado",
        language=mail.to.language,
    )


def _address(name: str, *args: object) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=args)
