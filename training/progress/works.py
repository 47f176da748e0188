"""Works: handed in as a file or a text, approved or returned with a comment, and handed in again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.files.checking import Checked
from network.journal.services import record
from network.notices.services import notify
from network.people.models import Person

from ..enums import EditionState, EnrolmentState, WorkState
from ..models import Assignment, Edition, Enrolment, Facilitator, Work
from ..queries import editions_kept_by


def works_judged_by(viewer: Viewer) -> QuerySet[Work]:
    """Of the editions that she runs, and of the modules that she teaches."""
    kept = editions_kept_by(Edition.objects.order_by(), viewer).values("pk")
    found = Work.objects.filter(enrolment__edition__in=kept)
    if viewer.person_id is None:
        return found
    for row in Facilitator.objects.filter(person=viewer.person_id).prefetch_related("modules"):
        taught = Work.objects.filter(enrolment__edition=row.edition_id)
        modules = [module.pk for module in row.modules.all()]
        found = found | (taught.filter(assignment__module__in=modules) if modules else taught)
    return found


@transaction.atomic
def hand_in(
    *, enrolment: Enrolment, assignment: Assignment, by: Any, text: str = "", file: Checked | None = None
) -> Work:
    """What nobody has looked at yet is replaced; what was returned stays, and this follows it."""
    row = Enrolment.objects.select_for_update(of=("self",)).select_related("edition").get(pk=enrolment.pk)
    if row.state != EnrolmentState.IN or row.edition.state != EditionState.OPEN:
        raise ValidationError(_("This training takes no more works."), code="closed")
    if assignment.module.version_id != row.edition.version_id:
        raise ValidationError(_("This work is not of her training."), code="other")
    if not text.strip() and file is None:
        raise ValidationError(_("Write it, or choose a file."), code="empty")
    rows = Work.objects.filter(enrolment=row, assignment=assignment)
    last = rows.order_by("-handed_in_at", "-pk").first()
    if last is not None and last.state == WorkState.APPROVED:
        raise ValidationError(
            _("It was approved already: there is nothing more to hand in."), code="approved"
        )
    if last is not None and last.state == WorkState.HANDED_IN:
        _forget(last)
    made = Work(enrolment=row, assignment=assignment, text=text.strip(), handed_in_at=timezone.now())
    if file is not None:
        made.content_type, made.size = file.content_type, len(file.content)
        made.file.save(f"work.{file.extension}", file.file("work"), save=False)
    made.full_clean()
    made.save()
    record(verb="hand_in_work", subject=made, by=by)
    return made


@transaction.atomic
def decide(*, work: Work, by: User, approves: bool, comment: str = "") -> Work:
    """Approved, or returned with what is to be mended. She alone is told."""
    rows = Work.objects.select_for_update(of=("self",)).select_related("enrolment__edition")
    row = rows.get(pk=work.pk)
    if not works_judged_by(viewer_for(by)).filter(pk=row.pk).exists():
        raise ValidationError(_("Only whoever teaches it decides on a work."), code="not_hers")
    if row.state != WorkState.HANDED_IN:
        raise ValidationError(_("It was decided already. Look at it again."), code="decided")
    if not approves and not comment.strip():
        raise ValidationError({"comment": _("Write what is to be mended before it is handed in again.")})
    row.state = WorkState.APPROVED if approves else WorkState.RETURNED
    row.comment, row.decided_at, row.by = comment.strip(), timezone.now(), by
    row.full_clean()
    row.save()
    record(verb="decide_work", subject=row, by=by, after={"state": row.state})
    if row.enrolment.person_id is not None:
        notify(
            to=Person.objects.select_related("account").get(pk=row.enrolment.person_id),
            kind="own_training",
            says=f"work_{row.state}",
            link=reverse("own_work", args=[row.enrolment.uid, row.assignment.uid]),
            key=f"{row.uid} {row.state}",
            is_neutral=True,
        )
    return row


def _forget(work: Work) -> None:
    name, storage = str(work.file.name or ""), work.file.storage
    work.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
