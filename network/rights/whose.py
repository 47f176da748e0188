"""By what a woman's data are found in every room: her keys, and the words that only she has."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from network.accounts.models import User
from network.joining.models import Application
from network.people.models import Person
from network.vocabulary.rights import Whose


def whose_of(person: Person) -> Whose:
    account = person.account
    addresses = {person.email} | (_addresses(account) if account else set())
    # Under an address of hers alone, for another may have applied with hers and a name of her own.
    mine = Q(person=person) | (Q(account=account) if account else Q(pk=None))
    applied = list(Application.objects.filter(mine).values_list("name", "email"))
    addresses |= {email for _name, email in applied}
    words = {person.name, person.alias, person.telephone, *(name for name, _email in applied)}
    return Whose(
        person=person.pk,
        uid=person.uid,
        package_id=person.package_id,
        account=account.pk if account else None,
        account_uid=account.uid if account else None,
        addresses=frozenset(address.lower() for address in addresses if address),
        words=tuple(sorted(word for word in words if word)),
    )


def whose_account(account: User) -> Whose:
    """Of an account without a record."""
    applied = list(Application.objects.filter(account=account).values_list("name", "email"))
    addresses = _addresses(account) | {email for _name, email in applied}
    return Whose(
        person=0,
        uid=account.uid,
        package_id="",
        account=account.pk,
        account_uid=account.uid,
        addresses=frozenset(address.lower() for address in addresses if address),
        words=tuple(sorted(name for name, _email in applied if name)),
    )


def _addresses(account: User) -> set[str]:
    kept = EmailAddress.objects.filter(user=account).values_list("email", flat=True)
    return {account.email, *kept}


def asked_by(whose: Whose) -> Q:
    """Rows with `person` and `account` that she made by her record or by her account."""
    return Q(person=whose.person) | (Q(account=whose.account) if whose.account else Q(pk=None))
