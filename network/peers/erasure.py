"""Whom she set aside, and who set her aside."""

from django.db.models import Q

from network.vocabulary.rights import Whose

from .models import Dismissal

COVERS = ("peers.Dismissal",)


def erase(whose: Whose) -> None:
    whose.delete(Dismissal.objects.filter(Q(person=whose.person) | Q(other=whose.person)))
