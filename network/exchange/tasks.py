"""What takes longer than a page may: checking, applying and undoing."""

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from network.accounts.models import User
from network.notices.services import notify

from . import deeds
from .models import Deed, Draft, Import, State


@task()
def check_draft(*, uid: str) -> None:
    """Find out what the draft would do."""
    draft = Draft.objects.filter(uid=uid, asked=Deed.CHECK).first()
    if draft is not None:
        with translation.override(draft.language):
            deeds.check(draft=draft)


@task()
def apply_import(*, uid: str, language: str) -> None:
    """Write what was staged, or go on with it. Run twice at once, each takes the steps the other left."""
    package = Import.objects.filter(uid=uid, asked=Deed.APPLY).first()
    if package is not None:
        with translation.override(language):
            told(deeds.apply(package=package))


@transaction.atomic
def told(package: Import) -> None:
    """Whoever asked for it may have gone on to other work."""
    says = "applied" if package.state == State.APPLIED else "stopped"
    if package.by is not None:
        notify(
            to=package.by,
            kind="imports",
            says=says,
            link=reverse("import_done", args=[package.uid]),
            key=f"{package.uid} {says} {package.applied_at or ''}",
        )


@task()
def undo_import(*, uid: str, user_id: int | None, language: str) -> None:
    """Bring back what was before an import."""
    package = Import.objects.filter(uid=uid, asked=Deed.UNDO).first()
    if package is not None:
        with translation.override(language):
            deeds.undo(
                package=package, by=None if user_id is None else User.objects.filter(pk=user_id).first()
            )
