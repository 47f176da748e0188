"""What a member does with her trainings elsewhere: hands one in with evidence, mends it, takes it away."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.files.checking import checked_scan
from network.journal.services import record
from network.people.models import Person
from network.vocabulary.partial_date import PartialDate

from ..enums import ExternalState
from ..models import CurriculumContent, ExternalTraining

MOST = 100


@transaction.atomic
def hand_in(
    *,
    person: Person,
    by: User,
    title: str,
    provider: str,
    started: str,
    ended: str,
    hours: Decimal | None,
    contents: Iterable[CurriculumContent],
    upload: Any,
) -> ExternalTraining:
    """Entered by herself, with its evidence; it counts for nothing until it is verified.

    Raises ValidationError; then no file is kept.
    """
    owner = Person.objects.select_for_update().get(pk=person.pk)
    if owner.account_id != by.pk:
        raise ValidationError(_("Only she herself enters what she learned elsewhere."), code="not_hers")
    if owner.external_trainings.count() >= MOST:
        raise ValidationError(_("A record holds up to %(n)s trainings elsewhere.") % {"n": MOST})
    if not upload:
        raise ValidationError({"upload": _("Choose the file that shows it: a certificate, a letter.")})
    made = ExternalTraining(person=owner, handed_in_at=timezone.now())
    _fill(made, title=title, provider=provider, started=started, ended=ended, hours=hours)
    _keep(made, upload, contents)
    record(verb="hand_in_external", subject=made, by=by)
    return made


@transaction.atomic
def mend(
    *,
    training: ExternalTraining,
    by: User,
    title: str,
    provider: str,
    started: str,
    ended: str,
    hours: Decimal | None,
    contents: Iterable[CurriculumContent],
    upload: Any = None,
) -> ExternalTraining:
    """What waits or was returned is written anew and waits again. The file stays unless there is another."""
    row = _hers(training, by)
    if row.state == ExternalState.VERIFIED:
        raise ValidationError(_("It is verified already, so it is not changed any more."), code="stale")
    before = {"state": row.state}
    row.state, row.handed_in_at = ExternalState.HANDED_IN, timezone.now()
    row.by, row.decided_at = None, None
    _fill(row, title=title, provider=provider, started=started, ended=ended, hours=hours)
    _keep(row, upload, contents)
    record(verb="mend_external", subject=row, by=by, before=before, after={"state": row.state})
    return row


@transaction.atomic
def take_away(*, training: ExternalTraining, by: User) -> None:
    """It goes with its file, and with what it counted for."""
    row = _hers(training, by)
    record(verb="take_away_external", subject=row, by=by, before={"state": row.state})
    name, storage = str(row.file.name), row.file.storage
    row.delete()
    transaction.on_commit(lambda: storage.delete(name))


def _fill(row: ExternalTraining, *, title: str, provider: str, started: str, ended: str, hours: Any) -> None:
    row.title, row.provider = " ".join(title.split()), " ".join(provider.split())
    row.started, row.ended, row.hours = started, ended, hours
    if not (started or ended):
        raise ValidationError(
            {"started": _("Write when it was, as exactly as you know: the year is enough.")}
        )
    last = PartialDate(ended or started).last_day
    if last > timezone.localdate():
        raise ValidationError({"ended" if ended else "started": _not_over(ended or started, last)})


def _not_over(text: str, last: dt.date) -> str:
    if PartialDate(text).first_day <= timezone.localdate():
        return _(
            "%(date)s is not over yet. If the training is, write the month or the day on which it ended; "
            "if not, enter it once it is."
        ) % {"date": PartialDate(text).words}
    return _("Enter it once it is over: %(date)s is still to come.") % {"date": PartialDate(text).words}


def _keep(row: ExternalTraining, upload: Any, contents: Iterable[CurriculumContent]) -> None:
    """Saves it with the new file in the place of the old one, which goes once all of it is kept."""
    storage, old, new = row.file.storage, str(row.file.name or ""), ""
    try:
        if upload:
            checked = _checked(upload)
            row.content_type, row.size, row.sha256 = (
                checked.content_type,
                len(checked.content),
                checked.sha256,
            )
            row.file.save(f"evidence.{checked.extension}", checked.file("evidence"), save=False)
            new = str(row.file.name)
        row.full_clean(exclude=["person", "by"])
        row.save()
        row.contents.set(contents)
    except BaseException:
        if new:
            storage.delete(new)
        raise
    if new and old:
        transaction.on_commit(lambda: storage.delete(old))


def _checked(upload: Any) -> Any:
    try:
        return checked_scan(upload)
    except ValidationError as error:
        raise ValidationError({"upload": error}) from error


def _hers(training: ExternalTraining, by: User) -> ExternalTraining:
    row = ExternalTraining.objects.select_for_update().filter(pk=training.pk, person__account=by).first()
    if row is None:
        raise ValidationError(_("Only she herself enters what she learned elsewhere."), code="not_hers")
    return row
