"""`/unirse/`: what the network is, for whom, and asking to be part of it."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.joining.applying import AlreadyAppliedError, apply
from network.joining.privacy import NoticeChangedError, notice_in_force
from network.office.queries import office
from network.vocabulary.national import usual_eligibility

from ..desk.posts.refusals import tell
from ..own.herself import way_on
from .door import is_too_often, language_now, open_door, told, wait
from .forms import NONE_OF_THEM, ApplicationForm


@open_door
def joining(request: HttpRequest) -> HttpResponse:
    described = office()
    context = {
        "network": described.network_name or described.office_name,
        "office": described,
        "eligibility": described.eligibility or usual_eligibility(),
        "notice": notice_in_force(),
        "has_account": request.user.is_authenticated,
        "on_her_way": _on_her_way(request),
    }
    return render(request, "network/joining/joining.html", context)


@open_door
def application(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    account = request.user if request.user.is_authenticated else None
    if viewer.person_id is not None:
        words = _("You have entered with an account that is yours.")
        return told(request, _("You are in the network already"), words, **_back(request))
    form = ApplicationForm(request.POST or None, account_email=account.email if account else "")
    if request.method == "POST":
        if form.is_a_program:
            return redirect(reverse("application_sent") + _on_her_way(request))
        if form.is_valid():
            said = form.cleaned_data
            if is_too_often(request, "apply", said["email"].lower()):
                return wait(request)
            try:
                apply(
                    name=said["name"],
                    email=said["email"],
                    institution=form.found,
                    institution_name=said["institution"],
                    mark=said["mark"],
                    language=language_now(),
                    post_title=said["post_title"],
                    post_level=said["post_level"],
                    themes=said["themes"],
                    does=said["does"],
                    seeks=said["seeks"],
                    account=account,
                )
            except NoticeChangedError:
                form.ask_again()
            except ValidationError as error:
                tell(form, error)
            except AlreadyAppliedError:
                return told(
                    request,
                    _("Your application is with the office"),
                    _("You asked before, and it is being looked at. There is nothing more to do."),
                    **_back(request),
                )
            else:
                where = reverse("application_sent" if account is None else "application_received")
                return redirect(where + _on_her_way(request))
    context = {
        "form": form,
        "none_of_them": NONE_OF_THEM,
        "breadcrumb": [(_("Join the network"), reverse("joining") + _on_her_way(request))],
    }
    return render(request, "network/joining/application.html", context, status=422 if form.errors else 200)


@open_door
def sent(request: HttpRequest) -> HttpResponse:
    return told(
        request,
        _("Look at your e-mail"),
        _("We have written to the address you gave. Open the message, and confirm there that it is yours."),
        _("It can take a few minutes; look among unwanted mail too. Nothing reaches the office before."),
        **_back(request),
    )


@open_door
def received(request: HttpRequest) -> HttpResponse:
    return told(
        request,
        _("The office has your application"),
        _("A person of the office reads it and writes to you. She may ask you for something more."),
        _("Meanwhile nothing of what you wrote is shown to anybody else."),
        **_back(request),
    )


def _on_her_way(request: HttpRequest) -> str:
    """The page that sent her here (`next`), for the next of these to lead back to."""
    where = way_on(request)
    return f"?{urlencode({'next': where})}" if where else ""


def _back(request: HttpRequest) -> dict[str, Any]:
    where = way_on(request)
    return {"url": where, "label": _("Back to where you came from")} if where else {}


urlpatterns = [
    path("unirse/", joining, name="joining"),
    path("unirse/solicitud/", application, name="application"),
    path("unirse/solicitud/enviada/", sent, name="application_sent"),
    path("unirse/solicitud/recibida/", received, name="application_received"),
]
