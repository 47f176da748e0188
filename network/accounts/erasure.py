"""Her account, with its roles, addresses, factors and sessions."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from network.vocabulary.rights import Whose

from .models import Grant, User

COVERS = (
    "accounts.User",
    "accounts.Grant",
    "account.EmailAddress",
    "account.EmailConfirmation",
    "mfa.Authenticator",
    "usersessions.UserSession",
    "sessions.Session",
)


def erase(whose: Whose) -> None:
    if whose.account is None:
        return
    whose.delete(
        Session.objects.filter(pk__in=[row.pk for row in Session.objects.iterator() if _is_hers(row, whose)])
    )
    whose.delete(UserSession.objects.filter(user=whose.account))
    whose.delete(Authenticator.objects.filter(user=whose.account))
    whose.delete(EmailAddress.objects.filter(user=whose.account))
    whose.delete(Grant.objects.filter(user=whose.account))
    whose.delete(User.objects.filter(pk=whose.account))


def _is_hers(row: Session, whose: Whose) -> bool:
    """Hers, or one that repeats something of her: a form that waits for a password keeps what was typed."""
    kept = row.get_decoded()
    return kept.get(SESSION_KEY) == str(whose.account) or whose.is_named_in(kept)
