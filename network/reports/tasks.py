"""What takes longer than a page may: applying a closing, and undoing it."""

from django.utils import translation
from django_tasks import task

from . import applying
from .models import AdministrationClosing


@task()
def apply_closing(*, uid: str, language: str) -> None:
    """Do what still waits. Run twice at once, each takes the steps the other left."""
    closing = AdministrationClosing.objects.filter(uid=uid).first()
    if closing is not None:
        with translation.override(language):
            applying.apply(closing=closing)


@task()
def undo_closing(*, uid: str, language: str) -> None:
    """Take back what still stands of it."""
    closing = AdministrationClosing.objects.filter(uid=uid).first()
    if closing is not None:
        with translation.override(language):
            applying.undo(closing=closing)
