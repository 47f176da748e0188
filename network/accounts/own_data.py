"""What this room holds of her: her account, its roles, its addresses, factors and open sessions."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Grant, User

COVERS = (
    "accounts.User",
    "accounts.Grant",
    "account.EmailAddress",
    "mfa.Authenticator",
    "usersessions.UserSession",
)


def own(whose: Whose) -> list[Section]:
    """Nothing secret of a factor: its kind and its days."""
    if whose.account is None:
        return []
    return [
        section(
            "account",
            _("Your account"),
            User.objects.filter(pk=whose.account),
            {
                "email": _("E-mail"),
                "language": _("Language"),
                "date_joined": _("Opened on"),
                "last_login": _("Last login"),
                "is_active": _("Open"),
                "uid": _("Identifier"),
            },
            whose=whose,
        ),
        section(
            "roles",
            _("Your roles"),
            Grant.objects.filter(user=whose.account).order_by("pk"),
            {
                "role": _("Role"),
                "scope": _("Over what"),
                "key": _("Identifier"),
                "starts_on": _("From"),
                "ends_on": _("Until"),
            },
        ),
        section(
            "addresses",
            _("E-mail addresses of your account"),
            EmailAddress.objects.filter(user=whose.account),
            {"email": _("E-mail"), "verified": _("Confirmed"), "primary": _("Main one")},
        ),
        section(
            "factors",
            _("Your second factors"),
            Authenticator.objects.filter(user=whose.account),
            {"type": _("Kind"), "created_at": _("Since"), "last_used_at": _("Last used")},
        ),
        section(
            "sessions",
            _("Where you are logged in"),
            UserSession.objects.filter(user=whose.account),
            {
                "created_at": _("Since"),
                "last_seen_at": _("Last seen"),
                "ip": _("Network address"),
                "user_agent": _("Browser"),
            },
        ),
    ]
