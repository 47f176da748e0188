"""Verbs on blocks. They stand in no journal: whoever reads it at the desk may be the one who is blocked."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer

from .address_keys import hint_of, key_of, keys_of
from .models import Block, Person
from .queries import visible_to
from .rules import shown_line


def blocks_of(viewer: Viewer) -> QuerySet[Block]:
    """Her own list. Blocks against her are told to nobody, in no export of hers either."""
    return Block.objects.filter(blocker=viewer.person_id)


def parted(people: Collection[int]) -> set[frozenset[int]]:
    """Of those people, by their keys, the pairs between whom there is a block, by an address too."""
    accounts = Person.objects.filter(pk__in=people, account__isnull=False)
    owners = {key: pk for pk, email in accounts.values_list("pk", "account__email") for key in keys_of(email)}
    rows = Block.objects.filter(blocker__in=people).values_list("blocker", "blocked", "address_key")
    pairs = ((blocker, blocked or owners.get(key)) for blocker, blocked, key in rows)
    return {frozenset((one, other)) for one, other in pairs if other and other in people and one != other}


@transaction.atomic
def block(*, blocker: Person, blocked: Person, viewer: Viewer) -> Block:
    """Neither sees the other any more. Noted under the name by which the blocker (`viewer`) sees her now.

    Done twice it is done once. Raises Person.DoesNotExist for one whom she may not see.
    """
    if blocker.pk == blocked.pk:
        raise ValidationError(_("This is your own record: nobody blocks herself."), code="herself")
    seen_now = visible_to(Person.objects.filter(pk=blocked.pk), viewer).get()
    made, _new = Block.objects.get_or_create(
        blocker=blocker, blocked=seen_now, defaults={"label": shown_line(seen_now)[0]}
    )
    return made


@transaction.atomic
def block_writer(*, blocker: Person, writer: Person, label: str) -> Block:
    """The same for one who wrote to her, and whom she may not see otherwise; `label` is how she reads her."""
    made, _new = Block.objects.get_or_create(blocker=blocker, blocked=writer, defaults={"label": label})
    return made


@transaction.atomic
def block_address(*, blocker: Person, address: str) -> Block:
    """Whoever has or will have an account with that address does not see her.

    Whether there is one is told by nothing: the answer is the same, and what she herself sees stays, also
    once it is erased. Raises ValidationError for what is no address, and for her own.
    """
    plain = address.strip().lower()
    validate_email(plain)
    own = {blocker.email.lower(), blocker.account.email.lower() if blocker.account else ""}
    if plain in own:
        raise ValidationError(_("This is your own address."), code="herself")
    known = Block.objects.filter(blocker=blocker, address_key__in=keys_of(plain)).first()
    if known is not None:
        return known
    made, _new = Block.objects.get_or_create(
        blocker=blocker, address_key=key_of(plain), defaults={"label": hint_of(plain)}
    )
    return made


@transaction.atomic
def unblock(*, block: Block) -> None:
    """From now on each sees of the other what her way of being seen allows."""
    block.delete()
