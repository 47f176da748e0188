"""What accounts leave to the task queue."""

from io import BytesIO
from types import SimpleNamespace

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation
from django_tasks import task


@task()
def send_reset(*, email: str, host: str, is_secure: bool, language: str) -> None:
    """Write to that address: a link to choose a new password, or that it has no account here."""
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/",
            "HTTP_HOST": host,
            "SERVER_NAME": host,
            "wsgi.url_scheme": "https" if is_secure else "http",
            "wsgi.input": BytesIO(),
        }
    )
    request.user = AnonymousUser()
    request.allauth = SimpleNamespace()  # type: ignore[attr-defined]
    with translation.override(language), context.request_context(request):
        users = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
        request_password_reset(request, email, users, default_token_generator)
