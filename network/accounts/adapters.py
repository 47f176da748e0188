"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: accounts come from invitations."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The home in the language in which she came in, unless she was on her way elsewhere."""
        return reverse("wagtail_serve", args=[""])

    get_logout_redirect_url = get_login_redirect_url

    def get_user_display(self, user: Any) -> str:
        return str(user.email)
