"""How an address and a password are checked."""

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q

from .models import User


class AuthenticationBackend(AllauthBackend):
    """One query and one hash, whether the address has an account or none."""

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        address = email.lower()
        hers = EmailAddress.objects.filter(user=OuterRef("pk"), email=address)
        found = User.objects.annotate(confirmed=Exists(hers.filter(verified=True))).filter(
            Q(email=address) | Exists(hers)
        )
        users = list(found.order_by("pk"))
        confirmed = [user for user in users if user.confirmed]
        for user in confirmed or users:
            if self._check_password(user, password):
                return user
        return None
