"""The e-mails of joining that the platform writes by itself: each with one link, in her language."""

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.messages.enums import MailState
from network.messages.forms import Envelope, Message, Recipient, as_email
from network.messages.outbox import Outbox, deliver
from network.messages.queries import sending_address, sends_email
from network.office.models import Office
from network.office.queries import office

from . import links
from .enums import OPEN
from .models import Application
from .queries import bound_to


def about(application: Application) -> Message:
    """What is written to the address of an application that was just handed in.

    Whoever reads it owns the address: she alone is told whether it has an account or an application here,
    or opens the account to which she was invited.
    """
    accounts = User.objects.filter(email__iexact=application.email).exclude(pk=application.account_id or 0)
    others = Application.objects.filter(email__iexact=application.email, state__in=OPEN)
    invitation, known, waits = bound_to(application), accounts.exists(), others.exists()
    language = application.language
    with translation.override(language):
        subject, words, link = _("Your application to the network"), "", ""
        if invitation is not None:
            subject = _("Open your account")
            words = _(
                "You, we hope, said yes to the invitation to the network. To open your account, follow this "
                "link and press the button. It works for 3 days."
            )
            token = links.open_token(application.uid, invitation.turn)
            link = links.absolute("invitation_open", token, language=language)
        elif known:
            words = _(
                "Somebody, we hope you, asked to join the network with this e-mail. It already has an "
                "account here: log in, or recover your password, with this link."
            )
            link = links.absolute("account_login", language=language)
        elif waits:
            words = _(
                "Somebody, we hope you, asked to join the network with this e-mail. There is an application "
                "with it already, and the office is looking at it: there is nothing more to do."
            )
        else:
            words = _(
                "Somebody, we hope you, asked to join the network with this e-mail. To confirm that it is "
                "yours, open this link and press the button. It works for 7 days."
            )
            token = links.confirm_token(application.uid)
            link = links.absolute("application_confirm", token, language=language)
        return _message(subject, words, link, application.email)


def _message(subject: str, words: str, link: str, email: str) -> Message:
    described = office()
    return Message(
        kind="joining",
        subject=subject,
        salutation=_("Good day:"),
        paragraphs=(words, _("If it was not you, ignore this message: nothing happens.")),
        recipient=Recipient(email=email),
        link=link,
        signature=described.network_name or described.office_name,
        language=translation.get_language() or "es",
    )


def post() -> int:
    """Send what waits, by the house's outbox; how many left. May run at once with others, and twice."""
    described = office()
    if not sends_email():
        return _shown_in_the_terminal(described)
    return deliver(Outbox(Application, lambda row: composed(row, described), joined=("person",)))


def composed(application: Application, described: Office) -> EmailMultiAlternatives:
    envelope = Envelope(
        sender_name=described.office_name or described.network_name,
        sender_email=sending_address(),
        message_id=application.message_id,
        at=application.created_at,
        answer_to=described.email,
    )
    return as_email(about(application), envelope)


def _shown_in_the_terminal(described: Office) -> int:
    """Where no e-mail leaves the machine, its terminal shows it, as it shows those of passwords."""
    waiting = Application.objects.filter(mail_state=MailState.QUEUED).select_related("person").order_by("pk")
    for application in waiting:
        composed(application, described).send()
        application.mail_state = MailState.SENT
        application.save(update_fields=["mail_state"])
    return 0
