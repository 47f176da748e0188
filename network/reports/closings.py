"""Verbs that prepare the closing of an administration. What it does is in `applying`."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.rules import may_pass_roles
from network.accounts.viewer import Viewer
from network.documents.enums import DocumentStatus
from network.documents.models import Document
from network.institutions.models import Institution
from network.journal.services import record

from .closing_queries import may_end, roles_in_question
from .enums import ClosingState
from .models import AdministrationClosing, ClosingDesignation, ClosingGrant


@transaction.atomic
def begin_closing(
    *,
    name: str,
    ends_on: dt.date,
    institutions: Iterable[Institution],
    viewer: Viewer,
    by: User | None,
) -> AdministrationClosing:
    """Begin to close an administration; all its current designations are chosen at first.

    Nothing happens to them before it is applied.
    """
    rows = list(institutions)
    if not rows:
        raise ValidationError({"institutions": _("Choose at least one institution.")})
    closing = AdministrationClosing(name=" ".join(name.split()), ends_on=ends_on, by=by)
    closing.full_clean(exclude=["by"])
    closing.save()
    closing.institutions.set(rows)
    _choose(closing, [str(one.appointment.uid) for one in may_end(closing, viewer)], viewer)
    record(
        verb="begin_closing",
        subject=closing,
        by=by,
        after={
            "name": closing.name,
            "ends_on": ends_on.isoformat(),
            "institutions": sorted(row.package_id for row in rows),
        },
    )
    return closing


@transaction.atomic
def change_closing(
    *, closing: AdministrationClosing, by: User | None, **values: Any
) -> AdministrationClosing:
    """Set any of name, ends_on, document, reason, asks, answer_by while it is being prepared."""
    locked = locked_prepared(closing)
    if unknown := set(values) - {"name", "ends_on", "document", "reason", "asks", "answer_by"}:
        raise TypeError(f"not to be set here: {', '.join(sorted(unknown))}")
    before = {name: _text(getattr(locked, name)) for name in values}
    for name, value in values.items():
        setattr(locked, name, value)
    _check_document(locked.document)
    if locked.asks and locked.answer_by and locked.answer_by < locked.ends_on:
        raise ValidationError({"answer_by": _("Ask for the answer after the day on which it ends.")})
    locked.full_clean(exclude=["by"])
    locked.save()
    after = {name: _text(getattr(locked, name)) for name in values}
    if after != before:
        record(verb="change_closing", subject=locked, by=by, before=before, after=after)
    return locked


@transaction.atomic
def choose_designations(
    *, closing: AdministrationClosing, uids: Collection[str], viewer: Viewer, by: User | None
) -> int:
    """End those and keep the others; how many end. What is not to be ended by the viewer is left out."""
    locked = locked_prepared(closing)
    number = _choose(locked, uids, viewer)
    record(verb="choose_designations", subject=locked, by=by, after={"number": number})
    return number


def _choose(closing: AdministrationClosing, uids: Collection[str], viewer: Viewer) -> int:
    rows = [one.appointment for one in may_end(closing, viewer) if str(one.appointment.uid) in set(uids)]
    closing.designations.all().delete()
    ClosingDesignation.objects.bulk_create(
        [ClosingDesignation(closing=closing, appointment=row) for row in rows]
    )
    return len(rows)


@transaction.atomic
def choose_roles(
    *,
    closing: AdministrationClosing,
    fates: Mapping[int, User | None],
    viewer: Viewer,
    by: User | None,
) -> int:
    """Which roles end, by their keys, and to whose account each passes; the others stay. For administrators.

    Raises ValidationError where the network would be left without an administrator.
    """
    if not may_pass_roles(viewer):
        raise ValidationError(_("Only an administrator passes roles to other accounts."))
    locked = locked_prepared(closing)
    rows = {row.pk: row for row in roles_in_question(locked) if row.pk in fates}
    for key, row in rows.items():
        successor = fates[key]
        if successor is not None and successor.pk == row.user_id:
            raise ValidationError(_("A role passes to another account, not to the same."), code="same")
        if successor is not None and not successor.is_active:
            raise ValidationError(_("That account is not active."), code="inactive")
    locked.grants.all().delete()
    ClosingGrant.objects.bulk_create(
        [ClosingGrant(closing=locked, grant=row, successor=fates[key]) for key, row in rows.items()]
    )
    record(
        verb="choose_roles",
        subject=locked,
        by=by,
        after={str(row.user.uid): _told(row.role, fates[key]) for key, row in rows.items()},
    )
    return len(rows)


def _told(role: str, successor: User | None) -> str:
    return f"{role} → {successor.uid}" if successor else role


@transaction.atomic
def note_package(*, closing: AdministrationClosing, name: str, sha256: str, by: User | None) -> None:
    """Note which export of the data was handed over: the name of its file and its SHA-256."""
    locked = _locked(closing)
    locked.package_name, locked.package_sha256 = name[:250], sha256
    locked.save(update_fields=["package_name", "package_sha256"])
    record(verb="note_package", subject=locked, by=by, after={"name": name[:250], "sha256": sha256})


@transaction.atomic
def discard_closing(*, closing: AdministrationClosing, by: User | None) -> None:
    """Throw away one that was never applied."""
    locked = locked_prepared(closing)
    record(verb="discard_closing", subject=locked, by=by, before={"name": locked.name})
    locked.delete()


def locked_prepared(closing: AdministrationClosing) -> AdministrationClosing:
    locked = _locked(closing)
    if locked.state != ClosingState.PREPARED:
        raise ValidationError(_("It was applied already, so it does not change any more."), code="applied")
    return locked


def _locked(closing: AdministrationClosing) -> AdministrationClosing:
    rows = AdministrationClosing.objects.select_for_update(of=("self",)).select_related("document", "by")
    return rows.get(pk=closing.pk)


def _check_document(document: Document | None) -> None:
    if document is not None and document.status != DocumentStatus.ISSUED:
        raise ValidationError(
            {"document": _("This document is a draft or was cancelled. Choose one in force.")}
        )


def _text(value: Any) -> str:
    return getattr(value, "package_id", None) or str(value if value is not None else "")
