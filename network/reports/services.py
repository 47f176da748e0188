"""Verbs on handing a post over: the note is written, the file is kept, the signed paper is put to it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.viewer import GrantFact, Viewer
from network.files.checking import Checked
from network.institutions.models import Post
from network.institutions.rules import is_closed_to
from network.journal.services import record
from network.ties.models import Appointment

from .chapters_told import as_content, told_today
from .models import AdministrationClosing, Handover, HandoverNote

# The file is kept whole, whoever keeps it; each reader opens it with her own rights.
_OFFICE = Viewer(grants=frozenset({GrantFact(Role.COORDINATOR), GrantFact(Role.ADMINISTRATOR)}))


@transaction.atomic
def write_note(*, post: Post, text: str, by: User | None) -> HandoverNote:
    """Keep the note of whoever leaves, as far as it is written. It goes with the file once that is kept."""
    locked = _locked(post)
    note = HandoverNote.objects.filter(post=locked).first() or HandoverNote(post=locked)
    if note.pk and note.text == text.strip():
        return note
    note.text, note.by, note.written_on = text.strip(), by, timezone.localdate()
    note.full_clean(exclude=["by"])
    note.save()
    record(verb="write_handover_note", subject=note, by=by, after={"post": locked.package_id})
    return note


@transaction.atomic
def hand_over(
    *,
    post: Post,
    left: Appointment | None,
    taken: Appointment | None,
    on: dt.date,
    viewer: Viewer,
    by: User | None,
    closing: AdministrationClosing | None = None,
) -> Handover:
    """Keep the file as the records are now. Whoever left hands over once: a second call gives that file.

    Raises ValidationError where an appointment is of another post, or the post is closed to the viewer.
    """
    locked = _locked(post)
    if is_closed_to(locked.publication, viewer):
        raise ValidationError(_("Only the administration hands a reserved post over."))
    for field, one in (("left", left), ("taken", taken)):
        if one is not None and one.post_id != locked.pk:
            raise ValidationError({field: _("This designation is of another post.")})
    if left is not None and left == taken:
        raise ValidationError({"taken": _("Nobody hands over to herself. Choose the new designation.")})
    if left is not None and (known := Handover.objects.filter(left=left).first()) is not None:
        return known
    note = HandoverNote.objects.filter(post=locked).first()
    handover = Handover(
        post=locked,
        left=left,
        taken=taken,
        closing=closing,
        handed_on=on,
        content=as_content(told_today(locked, _OFFICE)),
        note=note.text if note else "",
        by=by,
    )
    handover.full_clean(exclude=["by"])
    handover.save()
    if note:
        note.delete()
    after: dict[str, Any] = {"post": locked.package_id, "handed_on": on.isoformat()}
    record(verb="hand_over", subject=handover, by=by, after=after)
    return handover


@transaction.atomic
def name_successor(*, handover: Handover, taken: Appointment, by: User | None) -> Handover:
    """Say who took over, once she is designated."""
    locked = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if taken.post_id != locked.post_id or taken.pk == locked.left_id:
        raise ValidationError({"taken": _("Choose another designation of the same post.")})
    if locked.taken_id != taken.pk:
        locked.taken = taken
        locked.save(update_fields=["taken"])
        record(verb="name_successor", subject=locked, by=by, after={"appointment": str(taken.uid)})
    return locked


@transaction.atomic
def keep_signed(*, handover: Handover, scan: Checked, by: User | None) -> Handover:
    """Put the signed paper to the file. A better scan takes its place; the journal knows both."""
    locked = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if locked.scan_sha256 == scan.sha256:
        return locked
    before = {"scan_sha256": locked.scan_sha256} if locked.scan_sha256 else {}
    locked.scan.save(f"{locked.uid}-{scan.sha256[:12]}.{scan.extension}", scan.file("scan"), save=False)
    locked.scan_type, locked.scan_sha256 = scan.content_type, scan.sha256
    locked.full_clean(exclude=["by"])
    locked.save()
    record(
        verb="keep_signed_handover",
        subject=locked,
        by=by,
        before=before,
        after={"scan_sha256": scan.sha256},
    )
    return locked


@transaction.atomic
def take_back_file(*, handover: Handover, by: User | None, reason: str) -> None:
    """Throw away a file without a signed paper; its note becomes a draft again."""
    locked = Handover.objects.select_for_update(of=("self",)).select_related("post").get(pk=handover.pk)
    if locked.scan:
        raise ValidationError(_("The signed paper is kept with it, so it stays."))
    if locked.note and not HandoverNote.objects.filter(post=locked.post).exists():
        HandoverNote.objects.create(
            post=locked.post, text=locked.note, by=locked.by, written_on=timezone.localdate()
        )
    record(verb="take_back_handover", subject=locked, by=by, reason=reason)
    locked.delete()


def _locked(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).select_related("institution").get(pk=post.pk)
