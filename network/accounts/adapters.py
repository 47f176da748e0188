"""How allauth behaves here."""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import get_login_redirect_url
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from network.vocabulary.contributions import contributions


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: accounts come from invitations."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The home in the language in which she came in, unless she was on her way elsewhere."""
        return reverse("wagtail_serve", args=[""])

    get_logout_redirect_url = get_login_redirect_url

    def post_login(
        self, request: HttpRequest, user: Any, *, redirect_url: str | None, signup: bool, **rest: Any
    ) -> HttpResponse:
        """She goes on her way, or first to a page that a room has for her (`after_login.py`).

        Such a page asks once, bears where she was going as `next`, and is no wall: every other page is open.
        """
        target = get_login_redirect_url(request, redirect_url, signup=signup)
        for module in contributions("after_login"):
            if address := module.after_login(user):
                on_her_way = {} if target == self.get_login_redirect_url(request) else {"next": target}
                target = f"{address}?{urlencode(on_her_way)}" if on_her_way else address
                break
        return super().post_login(request, user, redirect_url=target, signup=signup, **rest)

    def get_user_display(self, user: Any) -> str:
        return str(user.email)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Having just logged in is as good as having said the password again."""
        said = get_authentication_records(self.request, self.request.user)
        return not said or time.time() - said[-1]["at"] >= app_settings.REAUTHENTICATION_TIMEOUT
