"""Who founds a network: an account that administers it, and the person who holds it."""

from django.db import transaction

from network.accounts.founding import open_first_account
from network.accounts.models import User
from network.institutions.models import Institution

from .services import link_account, register_person


@transaction.atomic
def found(*, name: str, email: str, password: str, institution: Institution) -> User:
    """The first administrator with her own record: hidden, as everyone new is, and hers to open.

    Raises what `open_first_account` raises.
    """
    user = open_first_account(email=email, password=password)
    person = register_person(name=name, institution=institution, by=user, email=user.email)
    link_account(person=person, user=user, by=user)
    return user
