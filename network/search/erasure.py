"""The index is written from the records: hers go from it with her."""

from network.vocabulary.rights import Whose

from .models import Entry

COVERS = ("search.Entry", "search.Word")


def erase(whose: Whose) -> None:
    whose.delete(Entry.objects.filter(person=whose.person))
