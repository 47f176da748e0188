"""What a link in an e-mail of joining opens: confirm, answer, enter. A page is shown; its button does it."""

from uuid import UUID

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.joining.applying import AlreadyAppliedError, answer, confirm
from network.joining.enums import ApplicationState
from network.joining.links import answered, confirmed_uid, entered
from network.joining.models import Application

from ..desk.posts.refusals import tell
from .door import open_door, told
from .forms import AnswerForm

_NOBODY = UUID(int=0)


@open_door
def confirming(request: HttpRequest, token: str) -> HttpResponse:
    found = Application.objects.filter(uid=confirmed_uid(token) or _NOBODY).first()
    if found is None:
        return _over(request)
    if request.method == "POST":
        try:
            confirm(uid=found.uid)
        except AlreadyAppliedError:
            return told(
                request,
                _("There is one already"),
                _("This e-mail already has an account or an application here: there is nothing to confirm."),
                url=reverse("account_login"),
                label=_("Log in"),
            )
        except Application.DoesNotExist:
            return _over(request)
        return redirect("application_received")
    if found.state != ApplicationState.UNCONFIRMED:
        return redirect("application_received")
    return told(
        request,
        _("Confirm your e-mail"),
        _("Did you ask to join the network? Press the button and the office will read what you wrote."),
        button=_("Yes, it was me"),
    )


@open_door
def answering(request: HttpRequest, token: str) -> HttpResponse:
    uid, times = answered(token)
    found = Application.objects.filter(uid=uid or _NOBODY, times_asked=times).first()
    if found is None:
        return _over(request)
    if found.state != ApplicationState.ASKED:
        return told(
            request,
            _("This question is closed"),
            _("It was answered, or the office has decided meanwhile. There is nothing more to do."),
        )
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer(uid=found.uid, times=times, text=form.cleaned_data["answer"])
        except ValidationError as error:
            tell(form, error)
        else:
            return redirect("application_received")
    context = {"form": form, "question": found.question}
    return render(request, "network/joining/answer.html", context, status=422 if form.errors else 200)


@open_door
def entering(request: HttpRequest, token: str) -> HttpResponse:
    """To her password, as long as she has none."""
    accepted = Application.objects.filter(uid=entered(token) or _NOBODY, state=ApplicationState.ACCEPTED)
    found = accepted.select_related("person__account").first()
    user = found.person.account if found is not None and found.person is not None else None
    if user is None or not user.is_active:
        return _over(request)
    if user.has_usable_password():
        return told(
            request,
            _("You have a password already"),
            _("Log in with your e-mail and your password. If you forgot it, you can recover it there."),
            url=reverse("account_login"),
            label=_("Log in"),
        )
    if request.method == "POST":
        return to_password(user)
    return told(
        request,
        _("Welcome to the network"),
        _("The next step is to choose a password for your account."),
        button=_("Choose my password"),
    )


def to_password(user: User) -> HttpResponse:
    """On to the page where a password is chosen, which is the one of whoever forgot hers."""
    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    return redirect("account_reset_password_from_key", uidb36=user_pk_to_url_str(user), key=key)


def _over(request: HttpRequest) -> HttpResponse:
    return told(
        request,
        _("This link no longer works"),
        _("It has been used, its time is over, or it was not copied whole."),
        url=reverse("joining"),
        label=_("How to join"),
        status=404,
    )


urlpatterns = [
    path("unirse/confirmar/<str:token>/", confirming, name="application_confirm"),
    path("unirse/responder/<str:token>/", answering, name="application_answer"),
    path("unirse/entrar/<str:token>/", entering, name="application_enter"),
]
