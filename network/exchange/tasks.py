"""What takes longer than a page may: checking, applying and undoing."""

from django.utils import translation
from django_tasks import task

from network.accounts.models import User

from . import deeds
from .models import Deed, Draft, Import


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
            deeds.apply(package=package)


@task()
def undo_import(*, uid: str, user_id: int | None, language: str) -> None:
    """Bring back what was before an import."""
    package = Import.objects.filter(uid=uid, asked=Deed.UNDO).first()
    if package is not None:
        with translation.override(language):
            deeds.undo(
                package=package, by=None if user_id is None else User.objects.filter(pk=user_id).first()
            )
