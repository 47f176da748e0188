"""The Viewer: everything that any policy may ask about who is looking, built once and frozen."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from network.vocabulary.contributions import contributions

from .enums import Role, ScopeKind
from .models import Grant


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

    Every room may add to it with a module `viewer_facts.py` whose function
    `viewer_facts(user, viewer)` returns values of the Viewer's fields.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return PUBLIC
    facts = Grant.objects.filter(user=user).in_force(timezone.localdate())
    viewer = Viewer(user_id=user.pk, grants=frozenset(GrantFact(f.role, f.scope, f.key) for f in facts))
    for module in contributions("viewer_facts"):
        viewer = replace(viewer, **module.viewer_facts(user, viewer))
    return viewer
