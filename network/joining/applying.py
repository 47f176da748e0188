"""Verbs of whoever asks to join: hand in, confirm from her address, answer what is asked."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.institutions.models import Institution
from network.journal.services import record
from network.messages.enums import MailState
from network.messages.models import Mailing
from network.messages.queries import sending_address
from network.people.models import Person
from network.vocabulary.models import Theme

from .enums import OPEN, ApplicationState
from .models import Application, Consent
from .privacy import kept
from .rules import forgotten_by
from .tasks import post_soon


class AlreadyAppliedError(Exception):
    """The address has an account, or another application that is being looked at."""


@transaction.atomic
def apply(
    *,
    name: str,
    email: str,
    institution: Institution | None,
    institution_name: str = "",
    mark: str,
    language: str,
    post_title: str = "",
    post_level: str = "",
    themes: Iterable[Theme] = (),
    does: str = "",
    seeks: str = "",
    person: Person | None = None,
    account: User | None = None,
) -> Application:
    """Keep what she wrote, with her consent to the notice of that mark, and write to her address.

    The same is done and kept whether the address is known here or not: only its owner learns it, from the
    e-mail. Whoever asks with her own account has confirmed it before. Raises NoticeChangedError,
    ValidationError, and for an account AlreadyAppliedError.
    """
    notice = kept(mark)
    application = Application(
        language=language,
        name=" ".join(name.split()),
        email=email.strip().lower(),
        institution=institution,
        institution_name=institution.name[:250] if institution else " ".join(institution_name.split()),
        post_title=post_title.strip(),
        post_level=post_level,
        does=_plain(does),
        seeks=_plain(seeks),
        person=person,
        account=account,
    )
    application.message_id = f"<{application.uid}@{sending_address().rpartition('@')[2] or 'localhost'}>"
    if account is None:
        application.mail_state, application.mail_changed_at = MailState.QUEUED, timezone.now()
    application.full_clean()
    application.save()
    application.themes.set(themes)
    Consent.objects.create(notice=notice, language=language, given_at=timezone.now(), application=application)
    record(verb="apply", subject=application, by=account, after={"notice": notice.version})
    if account is not None:
        return confirm(uid=application.uid)
    post_soon()
    return application


@transaction.atomic
def confirm(*, uid: uuid.UUID | str) -> Application:
    """She confirmed from her address: the office sees it from now on. Confirmed twice is confirmed.

    Raises Application.DoesNotExist where it is gone, AlreadyAppliedError.
    """
    application = Application.objects.select_for_update(of=("self",)).get(uid=uid)
    if application.state != ApplicationState.UNCONFIRMED:
        return application
    accounts = User.objects.filter(email__iexact=application.email).exclude(pk=application.account_id or 0)
    same = Application.objects.filter(email__iexact=application.email, state__in=OPEN)
    if accounts.exists() or same.exists():
        raise AlreadyAppliedError
    application.state, application.confirmed_at = ApplicationState.WAITING, timezone.now()
    try:
        with transaction.atomic():
            application.save(update_fields=["state", "confirmed_at"])
    except IntegrityError as error:  # another of the same address, in the same moment
        raise AlreadyAppliedError from error
    record(verb="confirm_application", subject=application, by=application.account)
    return application


@transaction.atomic
def answer(*, uid: uuid.UUID | str, times: int, text: str) -> Application:
    """What she answers to the question of that turn; it goes back to the office. Raises ValidationError."""
    application = Application.objects.select_for_update(of=("self",)).get(uid=uid)
    if (application.state, application.times_asked) != (ApplicationState.ASKED, times):
        raise ValidationError(_("This question was answered already, or is open no longer."), code="closed")
    application.answer, application.answered_at = _plain(text), timezone.now()
    application.state = ApplicationState.WAITING
    if not application.answer:
        raise ValidationError(_("Write your answer."), code="empty")
    application.full_clean(exclude=["themes"])
    application.save()
    record(verb="answer_application", subject=application, after={"times": times})
    return application


@transaction.atomic
def forget_old(*, now: dt.datetime) -> int:
    """Delete what nobody confirmed, what was declined and what was accepted, each after its time; how many.

    The e-mails about it go with it; a letter that took a folio stays in the register.
    """
    uids = list(Application.objects.filter(forgotten_by(now)).values_list("uid", flat=True))
    Mailing.objects.filter(about_kind="application", about_uid__in=uids).delete()
    Application.objects.filter(uid__in=uids).delete()
    return len(uids)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
