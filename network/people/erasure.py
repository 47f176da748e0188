"""Her record and all that hangs on it. Rooms above were asked before."""

from network.accounts.models import User
from network.vocabulary.rights import Whose

from .address_keys import key_of, keys_of
from .models import Affiliation, Block, Person, PersonTag, Photo, TaggedPerson

COVERS = (
    "people.Person",
    "people.Affiliation",
    "people.Photo",
    "people.Block",
    "people.TaggedPerson",
    "people.PersonTag",
)


def erase(whose: Whose) -> None:
    """Words that she alone used as tags go too."""
    tags = list(TaggedPerson.objects.filter(content_object=whose.person).values_list("tag", flat=True))
    whose.delete(TaggedPerson.objects.filter(content_object=whose.person))
    whose.delete(PersonTag.objects.filter(pk__in=tags, tagged=None))
    _blocks(whose)
    whose.delete(Photo.objects.filter(person=whose.person), "file")
    whose.delete(Affiliation.objects.filter(person=whose.person))
    whose.delete(Person.objects.filter(pk=whose.person))
    whose.blot(Person.objects.all(), "note")


def _blocks(whose: Whose) -> None:
    """Her own go. Those against her hold on for her address, should she come back, and name her no more: the
    safety of whoever made them is not hers to end."""
    whose.delete(Block.objects.filter(blocker=whose.person))
    account = User.objects.filter(pk=whose.account or 0).values_list("email", flat=True).first()
    address = account or Person.objects.values_list("email", flat=True).get(pk=whose.person)
    against = Block.objects.filter(blocked=whose.person)
    if address:
        held = Block.objects.filter(address_key__in=keys_of(address)).values_list("blocker", flat=True)
        whose.delete(against.filter(blocker__in=list(held)))
        whose.forget(against, blocked=None, address_key=key_of(address), label="")
    else:
        whose.delete(against)
