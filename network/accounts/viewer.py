"""The Viewer: everything that any policy may ask about who is looking, built once and frozen."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from network.vocabulary.contributions import contributions

from .enums import Role, ScopeKind
from .models import Grant
from .second_factor import NEEDED_BY, is_exempt, protects


@dataclass(frozen=True, slots=True)
class GrantFact:
    role: str
    scope: str = ScopeKind.NETWORK
    key: str = ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking. The default is the public: nobody in particular."""

    user_id: int | None = None
    person_id: int | None = None
    grants: frozenset[GrantFact] = frozenset()
    institution_ids: frozenset[int] = frozenset()  # where she works now
    blocked_ids: frozenset[int] = frozenset()  # people she blocked, or who blocked her
    group_person_ids: frozenset[int] = frozenset()  # seated in groups she coordinates
    opened_ids: frozenset[int] = frozenset()  # people whose record she opened for a reason, for minutes
    awaits_second_factor: bool = False  # a role of hers does not count, because she has set up none

    def has(self, role: Role) -> bool:
        """Whether she holds the role over any scope."""
        return any(fact.role == role for fact in self.grants)

    def keys(self, role: Role, scope: ScopeKind) -> list[str]:
        """The keys of that scope over which she holds the role."""
        return sorted(fact.key for fact in self.grants if (fact.role, fact.scope) == (role, scope))

    @property
    def is_member(self) -> bool:
        """Anyone who belongs to the network: she has a record in it, or a role other than analyst."""
        return self.person_id is not None or any(
            self.has(role) for role in (Role.MEMBER, Role.LIAISON, Role.COORDINATOR, Role.ADMINISTRATOR)
        )

    @property
    def runs_network(self) -> bool:
        """A coordinator or administrator of the whole network: whoever works at its desk."""
        return not self.grants.isdisjoint(GrantFact(role) for role in (Role.COORDINATOR, Role.ADMINISTRATOR))

    @property
    def is_insider(self) -> bool:
        """Anyone who may enter the members' area at all, analysts included."""
        return self.is_member or self.has(Role.ANALYST)


PUBLIC = Viewer()


def viewer_for(user: Any) -> Viewer:
    """Build the Viewer of a user, or of an anonymous visitor.

    Roles that need a second factor are no grants of hers until she has one, so that no door need ask.
    Every room may add to it with a module `viewer_facts.py` whose function
    `viewer_facts(user, viewer)` returns values of the Viewer's fields.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return PUBLIC
    held = Grant.objects.filter(user=user).in_force(timezone.localdate()).annotate(protected=protects("user"))
    waiting, counting = False, set()
    for one in held:
        if one.role in NEEDED_BY and not (one.protected or is_exempt(user)):
            waiting = True
        else:
            counting.add(GrantFact(one.role, one.scope, one.key))
    viewer = Viewer(user_id=user.pk, grants=frozenset(counting), awaits_second_factor=waiting)
    for module in contributions("viewer_facts"):
        viewer = replace(viewer, **module.viewer_facts(user, viewer))
    return viewer
