"""`/invitacion/…`: a personal invitation, from a link, a scanned code or sixteen typed signs."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.joining.enums import InvitationState
from network.joining.inviting import InvitationClosedError, open_account, say_yes
from network.joining.links import opened, shown_code, typed_code
from network.joining.privacy import NoticeChangedError
from network.joining.queries import invitation_of
from network.office.queries import office

from ..desk.posts.refusals import tell
from .by_link import to_password
from .door import is_too_often, language_now, open_door, told, wait
from .forms import CodeForm, InvitedForm


@open_door
def code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and is_too_often(request, "code"):
        return wait(request)
    if request.method == "POST" and form.is_valid():
        if typed := typed_code(form.cleaned_data["code"]):
            return redirect("invitation", shown_code(typed))
        form.add_error("code", _("A code has sixteen letters and numbers. Look at the letter again."))
    return render(request, "network/joining/code.html", {"form": form}, status=422 if form.errors else 200)


@open_door
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Which invitation it is, and whose, is told to nobody: the page is the same for each."""
    found = invitation_of(code)
    if found is None and is_too_often(request, "code"):
        return wait(request)
    if found is None or found.state_on(timezone.now()) != InvitationState.OPEN or found.person.account_id:
        return _closed(request)
    form = InvitedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if is_too_often(request, "yes", str(found.uid), said["email"].lower()):
            return wait(request)
        try:
            say_yes(invitation=found, email=said["email"], mark=said["mark"], language=language_now())
        except InvitationClosedError:
            return _closed(request)
        except NoticeChangedError:
            form.ask_again()
        except ValidationError as error:
            tell(form, error)
        else:
            return redirect("invitation_sent")
    described = office()
    context = {"form": form, "network": described.network_name or described.office_name, "office": described}
    return render(request, "network/joining/invitation.html", context, status=422 if form.errors else 200)


@open_door
def sent(request: HttpRequest) -> HttpResponse:
    return told(
        request,
        _("Look at your e-mail"),
        _("We have written to the address you gave. Open the message and follow its link to go on."),
        _("It can take a few minutes; look among unwanted mail too."),
    )


@open_door
def opening(request: HttpRequest, token: str) -> HttpResponse:
    uid, turn = opened(token)
    if not uid:
        return _closed(request)
    if request.method == "POST":
        try:
            user = open_account(uid=uid, turn=turn)
        except (InvitationClosedError, ValidationError):
            return _closed(request)
        return to_password(user)
    return told(
        request,
        _("Open your account"),
        _("Press the button to be part of the network; then you choose your password."),
        _("You stay hidden until you decide how you want to be seen."),
        button=_("Open my account"),
    )


def _closed(request: HttpRequest) -> HttpResponse:
    """The same whatever is wrong with it."""
    return told(
        request,
        _("This invitation is not open"),
        _("It was used, replaced by a newer one or taken back, its time is over, or the code is not whole."),
        _("If you have an account already, log in. Otherwise ask the office for another, or ask to join."),
        url=reverse("joining"),
        label=_("How to join"),
        status=404,
    )


urlpatterns = [
    path("invitacion/", code, name="invitation_code"),
    path("invitacion/enviada/", sent, name="invitation_sent"),
    path("invitacion/abrir/<str:token>/", opening, name="invitation_open"),
    path("invitacion/<str:code>/", invitation, name="invitation"),
]
