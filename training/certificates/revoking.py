"""What is done to a certificate after it was issued: revoked, issued anew, corrected, shown, kept."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.journal.services import record
from network.people.models import Person

from ..enums import CertificateKind, CertificateState, RevokedFor
from ..models import Certificate
from .due import Ground, due
from .issuing import tell_holder, write
from .keeping import certificates_kept_by

_SOURCES = ("kind", "edition", "event", "person", "email", "enrolment", "facilitator", "place")
_STATED = ("kind", "title", "from", "until", "hours", "contents", "given_by", "is_reserved")


@transaction.atomic
def revoke(*, certificate: Certificate, by: User, revoked_for: str, because: str) -> Certificate:
    """It counts no longer, and its page says so with the class of reasons; the words stay with the office."""
    row = _hers(certificate, by)
    if revoked_for not in RevokedFor.values:
        raise ValidationError({"revoked_for": _("Choose why it is revoked.")})
    if not because.strip():
        raise ValidationError({"because": _("Write what happened, in a sentence.")})
    row.state, row.ended_at = CertificateState.REVOKED, timezone.now()
    row.revoked_for, row.because = revoked_for, because.strip()[:300]
    row.is_shown = False
    row.full_clean()
    row.save()
    told = {"number": row.number, "for": revoked_for}
    record(verb="revoke_certificate", subject=row, by=by, reason=row.because, after=told)
    tell_holder(row, "revoked")
    return row


@transaction.atomic
def issue_anew(*, certificate: Certificate, by: User, because: str) -> Certificate:
    """In the place of one that was revoked by mistake, with a folio and a code of its own, signed today.

    It states what that one stated; that one stays revoked. Raises ValidationError where another was issued
    already, or where it would not be due by the rule any more.
    """
    row = _kept(certificate, by)
    if row.state != CertificateState.REVOKED or Certificate.objects.filter(replaces=row).exists():
        raise ValidationError(
            _("Only a revoked one is issued anew, and once: look at what became of it."), code="ended"
        )
    if not because.strip():
        raise ValidationError({"because": _("Write why it is issued anew, in a sentence.")})
    ground = Ground(CertificateKind(row.kind), row.edition, row.event)
    stands_on = getattr(row, f"{ground.source}_id")
    if stands_on is not None and stands_on not in {one.source for one in due(ground)}:
        words = _("It is not due to her any more: put her result or her attendance right first.")
        raise ValidationError(words, code="not_due")
    made = _in_its_place(row, by, name=row.holder, hours=row.content["hours"], is_shown=False)
    told = {"number": made.number, "replaces": row.number}
    record(verb="issue_certificate_anew", subject=made, by=by, reason=because.strip()[:300], after=told)
    tell_holder(made, "anew")
    return made


@transaction.atomic
def correct(*, certificate: Certificate, by: User, because: str, name: str, hours: str) -> Certificate:
    """Another in its place with a folio and a code of its own, signed today. The former leads to it.

    What it states stays as it was but for her name and the hours. Raises ValidationError where neither
    changes, or the reason is missing.
    """
    row = _hers(certificate, by)
    name, hours = " ".join(name.split()), hours.strip().replace(",", ".")
    if not because.strip():
        raise ValidationError({"because": _("Write what is corrected, in a sentence.")})
    if not 0 < len(name) <= 200:
        raise ValidationError({"name": _("Write the name, of up to 200 letters.")})
    if hours and not _is_number(hours):
        raise ValidationError({"hours": _("Write the hours as a number, for instance 12 or 7.5.")})
    if (name, hours) == (row.content["name"], row.content["hours"]):
        raise ValidationError(_("Nothing changes: correct the name or the hours, or leave it as it is."))
    row.state, row.ended_at, row.because = CertificateState.REPLACED, timezone.now(), because.strip()[:300]
    was_shown, row.is_shown = row.is_shown, False
    row.full_clean()
    row.save()
    made = _in_its_place(row, by, name=name, hours=hours, is_shown=was_shown)
    told = {"number": made.number, "replaces": row.number}
    record(verb="correct_certificate", subject=made, by=by, reason=row.because, after=told)
    tell_holder(made, "corrected")
    return made


@transaction.atomic
def choose(*, certificate: Certificate, person: Person, by: Any, is_shown: bool, stays: bool) -> Certificate:
    """Hers to say: whether it stands on her profile, and whether it outlives the erasure of her data."""
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if row.person_id != person.pk:
        raise ValidationError(_("Only whoever holds it chooses this."), code="not_hers")
    before = {"is_shown": row.is_shown, "stays": row.stays}
    row.is_shown, row.stays = is_shown and row.is_in_force, stays
    after = {"is_shown": row.is_shown, "stays": row.stays}
    if before != after:
        row.save(update_fields=["is_shown", "stays"])
        record(verb="choose_for_certificate", subject=row, by=by, before=before, after=after)
    return row


def _is_number(text: str) -> bool:
    whole, _dot, part = text.partition(".")
    return whole.isdecimal() and len(whole) <= 4 and (part == "" or (part.isdecimal() and len(part) <= 2))


def _in_its_place(row: Certificate, by: User, *, name: str, hours: str, is_shown: bool) -> Certificate:
    """Another that states the same but for her name and the hours, and says which it replaces."""
    return write(
        stated={key: row.content[key] for key in _STATED} | {"hours": hours},
        name=name,
        language=row.content["language"],
        by=by,
        replaces=row,
        is_shown=is_shown,
        stays=row.stays,
        **{key: getattr(row, key) for key in _SOURCES},
    )


def _kept(certificate: Certificate, by: User) -> Certificate:
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if not certificates_kept_by(viewer_for(by)).filter(pk=row.pk).exists():
        raise ValidationError(_("Only whoever runs it does this."), code="not_hers")
    return row


def _hers(certificate: Certificate, by: User) -> Certificate:
    row = _kept(certificate, by)
    if not row.is_in_force:
        raise ValidationError(_("It is not in force any more: look at what became of it."), code="ended")
    return row
