"""Verbs on suggestions. They stand in no journal: whoever reads it may be the one who is not wanted."""

from django.db import transaction

from network.accounts.viewer import Viewer
from network.people.models import Person

from .models import Dismissal
from .queries import findable


@transaction.atomic
def dismiss(*, person: Person, other: Person, viewer: Viewer) -> None:
    """That colleague is not suggested to her any more. Person.DoesNotExist for one she may not find."""
    found = findable(viewer).get(pk=other.pk)
    Dismissal.objects.get_or_create(person=person, other=found)


@transaction.atomic
def suggest_again(*, person: Person) -> None:
    """All whom she set aside may be suggested again."""
    Dismissal.objects.filter(person=person).delete()
