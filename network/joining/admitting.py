"""Making somebody a member: her record, her account, her role, her consent. For both ways in."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.people.models import Person
from network.people.services import link_account


def admit(
    *, person: Person, email: str, language: str, account: User | None, by: User | None, reason: str = ""
) -> User:
    """The account of that address is hers from now on, made where there is none; its e-mail is proven.

    A new one is written to in the language in which she asked or said yes; one that was there keeps its own.

    Call it inside the transaction of the deed. Raises ValidationError where the account or the record is
    already somebody's.
    """
    user = account or User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, language=language)
    if not user.is_active:
        raise ValidationError(_("The account with this e-mail is closed."), code="closed")
    link_account(person=person, user=user, by=by, reason=reason)
    address, _made = EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    if not address.verified:
        address.verified = True
        address.save(update_fields=["verified"])
    grant(user=user, role=Role.MEMBER, by=by, reason=reason)
    return user
