"""Her photo: put in, described, taken away. Its file goes with its row, whoever deletes that."""

import logging
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from network.accounts.models import User
from network.files.checking import Checked
from network.journal.services import record

from .enums import FieldAudience
from .models import Person, Photo

_log = logging.getLogger(__name__)


@transaction.atomic
def put_photo(*, person: Person, photo: Checked, alt: str, shown_to: FieldAudience, by: User) -> Photo:
    """Instead of the one before, if there was one. Its address is new."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    Photo.objects.filter(person=locked).delete()
    made = Photo(person=locked, content_type=photo.content_type, alt=alt)
    made.file.save(f"photo.{photo.extension}", photo.file("photo"), save=False)
    made.full_clean()
    made.save()
    _show(locked, shown_to)
    record(verb="put_photo", subject=locked, by=by)
    return made


@transaction.atomic
def describe_photo(*, person: Person, alt: str, shown_to: FieldAudience, by: User) -> None:
    """Say what is to be seen in it, and to whom it is shown."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    Photo.objects.filter(person=locked).update(alt=alt)
    _show(locked, shown_to)
    record(verb="describe_photo", subject=locked, by=by)


@transaction.atomic
def remove_photo(*, person: Person, by: User) -> None:
    """For good: no copy of it stays but in backups, until those are replaced."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if Photo.objects.filter(person=locked).delete()[0]:
        record(verb="remove_photo", subject=locked, by=by)


def _show(person: Person, audience: FieldAudience) -> None:
    person.shows_photo = audience
    person.full_clean(exclude=["tags"])
    person.save(update_fields=["shows_photo"])


@receiver(post_delete, sender=Photo, dispatch_uid="photo_takes_its_file_along")
def _forget_file(instance: Photo, **_rest: Any) -> None:
    name, storage = str(instance.file.name), instance.file.storage

    def forget() -> None:
        try:
            storage.delete(name)
        except OSError:
            _log.warning("a file without a record stays: %s", name)

    transaction.on_commit(forget)
