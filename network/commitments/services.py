"""Verbs on what partners of an agreement owe each other: telling one another of activities in advance."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.agreements.models import Agreement
from network.institutions.models import Institution
from network.journal.services import record
from network.messages.enums import MessageKind
from network.messages.models import Mailing
from network.messages.neutral import asks_for_neutrality
from network.messages.services import Addressed, check_address, prepare
from network.vocabulary.models import Theme
from network.vocabulary.partial_date import PartialDate

from .models import AdvanceNotice, Commitment

ABOUT = "advance_notice"
"""Under this name the messages of a notice say what they are about."""


@transaction.atomic
def give_notice(
    *,
    agreement: Agreement,
    institution: Institution,
    to: Sequence[Institution],
    title: str,
    theme: Theme,
    happens_on: str,
    by: Any,
    happens_at: str = "",
    place: str = "",
    note: str = "",
    given_on: str = "",
    commitment: Commitment | None = None,
    emails: Mapping[int, str] | None = None,
    language: str = "es",
    is_neutral: bool = False,
    uid: uuid.UUID | None = None,
) -> AdvanceNotice:
    """Record that a partner tells others of an activity, and prepare the message to each of them.

    `given_on` is the day on which it is given, empty where nobody knows. `emails` are addresses by the
    institution's key. A `uid` given before is that notice: a form sent twice gives notice once. Raises
    ValidationError.
    """
    Agreement.objects.select_for_update().get(pk=agreement.pk)  # the same form, sent twice at once
    given = AdvanceNotice.objects.filter(uid=uid).first() if uid else None
    if given is not None:
        return given
    notice = AdvanceNotice(
        uid=uid or uuid.uuid4(),
        agreement=agreement,
        commitment=commitment,
        institution=institution,
        title=" ".join(title.split()),
        theme=theme,
        happens_on=happens_on,
        happens_at=happens_at,
        place=place,
        note=note,
        given_on=given_on,
    )
    others = check_notice(notice, to)
    notice.mailing = prepare_notice(
        notice,
        to=[_addressed(one, (emails or {}).get(one.pk, ""), language) for one in others],
        by=by,
        language=language,
        is_neutral=is_neutral,
    )
    return keep_notice(notice, others, by=by)


def check_notice(notice: AdvanceNotice, to: Sequence[Institution]) -> list[Institution]:
    """To whom it goes, each once, without whoever gives it. Raises ValidationError if it cannot be given."""
    parties = set(notice.agreement.parties.values_list("institution", flat=True))
    others = [one for one in dict.fromkeys(to) if one.pk != notice.institution.pk]
    if notice.institution.pk not in parties or any(one.pk not in parties for one in others):
        raise ValidationError(_("Only parties of the agreement give each other notice."), code="not_a_party")
    if not others:
        raise ValidationError({"to": _("Choose at least one other party.")})
    if notice.commitment is not None and notice.commitment.agreement_id != notice.agreement.pk:
        raise ValidationError({"commitment": _("That commitment belongs to another agreement.")})
    if not notice.happens_on:
        raise ValidationError({"happens_on": _("Say when it will be.")})
    notice.full_clean()
    if PartialDate(notice.happens_on).last_day < timezone.localdate():
        raise ValidationError({"happens_on": _("That has passed: notice is given of what is to come.")})
    _check_given_on(notice)
    return others


def prepare_notice(
    notice: AdvanceNotice,
    *,
    to: Sequence[Addressed],
    by: Any,
    language: str = "es",
    is_neutral: bool = False,
    uid: uuid.UUID | None = None,
) -> Mailing:
    """The messages that tell of it; the notice itself is kept by `keep_notice` alone."""
    theme = notice.theme
    return prepare(
        kind=MessageKind.ADVANCE_NOTICE,
        title=_("Advance notice: %(title)s") % {"title": notice.title},
        to=to,
        values=_values(notice, language),
        by=by,
        about_kind=ABOUT,
        about_uid=notice.uid,
        is_neutral=is_neutral or asks_for_neutrality(theme.code, theme.label_es, theme.label_en),
        uid=uid,
    )


def keep_notice(notice: AdvanceNotice, others: Sequence[Institution], *, by: Any) -> AdvanceNotice:
    """Record, in the transaction of the caller, that notice was given to those institutions."""
    notice.full_clean()
    _check_given_on(notice)
    notice.save()
    notice.to.set(others)
    record(
        verb="give_notice",
        subject=notice,
        by=by,
        after={
            "agreement": notice.agreement.package_id,
            "institution": notice.institution.package_id,
            "to": [one.package_id for one in others],
            "commitment": notice.commitment.package_id if notice.commitment else "",
            "happens_on": notice.happens_on,
            "given_on": notice.given_on,
        },
    )
    return notice


@transaction.atomic
def correct_day_given(*, notice: AdvanceNotice, given_on: str, by: Any) -> AdvanceNotice:
    """Say on which day notice was given, or that nobody knows. Its messages stay as they are."""
    row = AdvanceNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if given_on == row.given_on:
        return row
    before, row.given_on = row.given_on, given_on
    row.full_clean()
    _check_given_on(row)
    row.save()
    record(
        verb="correct_notice", subject=row, by=by, before={"given_on": before}, after={"given_on": given_on}
    )
    return row


def _check_given_on(notice: AdvanceNotice) -> None:
    if not notice.given_on:
        return
    given = PartialDate(notice.given_on)
    if given.first_day > timezone.localdate():
        raise ValidationError({"given_on": _("That day is still to come.")})
    if given.first_day > PartialDate(notice.happens_on).last_day:
        raise ValidationError({"given_on": _("The activity was before that day. Check the date.")})


def _addressed(one: Institution, email: str, language: str) -> Addressed:
    return Addressed(institution=one, email=check_address(email), language=language)


def _values(notice: AdvanceNotice, language: str) -> dict[str, str]:
    """What the words of an advance notice fill in."""
    with translation.override(language):
        day = PartialDate(notice.happens_on).words
        when = (
            _("%(day)s, at %(time)s") % {"day": day, "time": notice.happens_at} if notice.happens_at else day
        )
        return {
            "actividad": notice.title,
            "fecha": when,
            "lugar": notice.place,
            "tema": notice.theme.label,
            "nota": notice.note,
            "convenio": notice.agreement.title,
            "quien": notice.institution.name,
        }
