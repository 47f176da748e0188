"""Verbs on the governments under which the histories of posts are told."""

from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.journal.services import record
from network.vocabulary.models import Territory

from .models import GovernmentTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernmentParticulars:
    """What is said of a government: of a municipality (with its region), of a region, or of a country."""

    name: str
    started: str
    ended: str
    country: str = ""
    region: Territory | None = None
    municipality: Territory | None = None


@transaction.atomic
def record_government(*, says: GovernmentParticulars, by: User | None) -> GovernmentTerm:
    """Note a government of a place. Two of one place may touch, but not begin on the same date."""
    term = GovernmentTerm()
    record(verb="record_government", subject=term, by=by, after=_write(term, says))
    return term


@transaction.atomic
def change_government(
    *, government: GovernmentTerm, says: GovernmentParticulars, by: User | None, reason: str
) -> GovernmentTerm:
    """Put right what was noted. The journal keeps what it said before, and why."""
    term = _locked(government)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was wrong.")})
    before = _values(term)
    after = _write(term, says)
    if changed := sorted(name for name in after if after[name] != before[name]):
        record(
            verb="change_government",
            subject=term,
            by=by,
            reason=reason,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return term


@transaction.atomic
def retract_government(*, government: GovernmentTerm, by: User | None, reason: str) -> None:
    """Take it away. No designation changes; the histories of posts are told without it."""
    term = _locked(government)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is removed.")})
    record(verb="retract_government", subject=term, by=by, reason=reason, before=_values(term))
    term.delete()


def _locked(government: GovernmentTerm) -> GovernmentTerm:
    rows = GovernmentTerm.objects.select_for_update(of=("self",)).select_related("region", "municipality")
    return rows.get(pk=government.pk)


def _write(term: GovernmentTerm, says: GovernmentParticulars) -> dict[str, Any]:
    for field in fields(says):
        setattr(term, field.name, getattr(says, field.name))
    term.name = " ".join(term.name.split())
    term.full_clean()
    same = GovernmentTerm.objects.filter(
        country=term.country, region=term.region, municipality=term.municipality, started=term.started
    )
    if same.exclude(pk=term.pk).exists():
        raise ValidationError({"started": _("A government of this place already begins on that date.")})
    term.save()
    return _values(term)


def _values(term: GovernmentTerm) -> dict[str, Any]:
    return {
        "name": term.name,
        "country": term.country,
        "region": term.region.name if term.region else "",
        "municipality": term.municipality.name if term.municipality else "",
        "started": str(term.started),
        "ended": str(term.ended),
    }
