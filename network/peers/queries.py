"""The people among whom peers are found, for whoever looks: never more than any member sees."""

from dataclasses import replace

from django.db.models import QuerySet

from network.accounts.enums import Role
from network.accounts.viewer import GrantFact, Viewer
from network.people.models import Person
from network.people.queries import visible_to

from .models import Dismissal


def as_member(viewer: Viewer) -> Viewer:
    """The same woman without her other roles: nobody is found, counted or led through by duty."""
    return Viewer(
        user_id=viewer.user_id,
        person_id=viewer.person_id,
        grants=frozenset({GrantFact(Role.MEMBER)}),
        institution_ids=viewer.institution_ids,
        blocked_ids=viewer.blocked_ids,
    )


def findable(viewer: Viewer) -> QuerySet[Person]:
    """The other people who show themselves to members, without those whom a block parts from her."""
    others = Person.objects.order_by().exclude(pk__in=viewer.blocked_ids | {viewer.person_id or 0})
    return visible_to(others, as_member(viewer))


def approachable(viewer: Viewer) -> QuerySet[Person]:
    """Whom she may approach on a page: as any member reads them, of those whom she sees at all.

    A block takes nobody away from a coordinator here, for that would tell her of it; it leads nowhere then.
    """
    others = Person.objects.order_by().exclude(pk=viewer.person_id or 0)
    seen = visible_to(Person.objects.order_by(), viewer).values("pk")
    return visible_to(others.filter(pk__in=seen), replace(as_member(viewer), blocked_ids=frozenset()))


def suggestable(viewer: Viewer) -> QuerySet[Person]:
    """Of those, whoever has nothing against being suggested and whom she has not set aside."""
    aside = Dismissal.objects.filter(person=viewer.person_id).values("other")
    return findable(viewer).filter(may_be_suggested=True).exclude(pk__in=aside)
