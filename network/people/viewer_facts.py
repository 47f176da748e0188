"""Whose record the viewer's own is, where she works, and between whom and her there is a block."""

from typing import Any

from django.db.models import BigIntegerField, F, FilteredRelation, Q, Value
from django.utils import timezone

from network.accounts.viewer import Viewer
from network.vocabulary.partial_date import in_force_on

from .address_keys import keys_of
from .models import Block, Person

_NOTHING = Value(None, output_field=BigIntegerField())


def viewer_facts(user: Any, viewer: Viewer) -> dict[str, Any]:
    """One query, on every page of hers: her record beside each institution of today, or beside none.

    Blocks come with it, both ways, so that being blocked costs no query by which it could be noticed.
    """
    today = in_force_on(timezone.localdate(), start="affiliations__started", end="affiliations__ended")
    own = Person.objects.filter(account=user).annotate(now=FilteredRelation("affiliations", condition=today))
    places = own.order_by().values_list("pk", "now__institution", _NOTHING)
    hers = Block.objects.filter(blocker__account=user).exclude(blocked=None)
    against = Block.objects.filter(Q(blocked__account=user) | Q(address_key__in=keys_of(user.email)))
    found = places.union(
        hers.order_by().values_list(_NOTHING, _NOTHING, F("blocked_id")),
        against.order_by().values_list(_NOTHING, _NOTHING, F("blocker_id")),
        all=True,
    )
    rows = list(found)
    facts: dict[str, Any] = {}
    if blocked := frozenset(other for _person, _place, other in rows if other is not None):
        facts["blocked_ids"] = blocked
    own_key = next((person for person, _place, _other in rows if person is not None), None)
    if own_key is not None:
        institutions = frozenset(place for person, place, _other in rows if person and place is not None)
        # An address of her own that she blocked by mistake hides her from nobody, herself least.
        facts |= {"person_id": own_key, "institution_ids": institutions}
        facts["blocked_ids"] = blocked - {own_key}
    return facts
