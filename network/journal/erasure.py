"""The journal keeps that something was done, and forgets to whom and with which values."""

from network.vocabulary.rights import Whose

from .models import Entry

COVERS = ("journal.Entry",)


def erase(whose: Whose) -> None:
    """Nothing yet: it waits for what the other rooms erase."""


def afterwards(whose: Whose) -> None:
    """Of records that went, verb and day stay; elsewhere what repeats something of her goes."""
    about = Entry.objects.filter(subject_uid__in=whose.uids | {whose.uid})
    whose.forget(about, before={}, after={}, reason="", subject_uid=None)
    whose.blot(Entry.objects.all(), "reason", "before", "after")
