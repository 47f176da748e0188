"""The first administrator of a network."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from network.office.models import Office

from . import setup_code
from .enums import Role
from .models import User
from .services import grant

_EDIT_PAGES = ("Editors", "Moderators")


class AlreadyFoundedError(Exception):
    """Somebody else was faster, or the network has long had its administrator."""


@transaction.atomic
def open_first_account(*, email: str, password: str) -> User:
    """Give the network its first administrator, who is its coordinator too; the setup code is spent.

    Of two who try at once, one is let through: the office's row is the turnstile, so it must be there.
    Raises AlreadyFoundedError, and ValidationError where the address is none.
    """
    Office.objects.select_for_update().get()
    if setup_code.has_administrator():
        raise AlreadyFoundedError
    user = User.objects.create_user(email, password, is_staff=True, is_superuser=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    user.groups.add(*Group.objects.filter(name__in=_EDIT_PAGES))
    with translation.override("es"):
        reason = _("Installation of the platform")
    for role in (Role.ADMINISTRATOR, Role.COORDINATOR):
        grant(user=user, role=role, by=None, reason=reason)
    transaction.on_commit(setup_code.spend)
    return user
