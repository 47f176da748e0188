"""Who reads that an account was slowed."""

from django.db.models import QuerySet
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.models import Grant, User
from network.accounts.viewer import GrantFact, Viewer

from .models import Slowing


def slowings_visible_to(viewer: Viewer) -> QuerySet[Slowing]:
    """For administrators of the network alone, and none about herself."""
    if GrantFact(Role.ADMINISTRATOR) not in viewer.grants:
        return Slowing.objects.none()
    return Slowing.objects.exclude(account=viewer.user_id)


def administrators_but(account: User) -> QuerySet[User]:
    grants = Grant.objects.filter(role=Role.ADMINISTRATOR, scope="network").in_force(timezone.localdate())
    return User.objects.filter(is_active=True, grants__in=grants).exclude(pk=account.pk).distinct()
