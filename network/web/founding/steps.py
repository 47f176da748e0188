"""The steps that are a form each. The institutions have a page of their own."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from network.accounts.founding import AlreadyFoundedError
from network.institutions.models import Institution
from network.office.queries import office
from network.office.services import describe_office
from network.people.founding import found
from network.vocabulary.national import words_of
from network.vocabulary.words import COUNTRIES

from ..desk.posts.refusals import tell
from .door import (
    ADMINISTRATOR,
    COUNTRY,
    INSTITUTIONS,
    NETWORK,
    STEPS,
    WHO,
    after,
    done,
    founders,
    frame,
    go_to,
    next_step,
)
from .forms import AdministratorForm, CountryForm, NetworkForm, WhoForm


@founders
def begin(request: HttpRequest) -> HttpResponse:
    return go_to(request, next_step(office()))


@founders
def network(request: HttpRequest) -> HttpResponse:
    described = office()
    form = NetworkForm(request.POST or None, request.FILES or None, instance=described)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        describe_office(
            by=None,
            logo=said["new_logo"],
            network_name=said["network_name"],
            office_name=said["office_name"],
        )
        return after(request, NETWORK)
    context = {"form": form, "logo": office().logo, **frame(request, NETWORK)}
    return render(request, "network/founding/network.html", context, status=422 if form.errors else 200)


@founders
def country(request: HttpRequest) -> HttpResponse:
    described = office()
    if NETWORK not in done(described):
        return go_to(request, NETWORK)
    form = CountryForm(request.POST or None, described=described)
    if request.method == "POST" and form.is_valid():
        describe_office(by=None, **form.cleaned_data)
        return after(request, COUNTRY)
    sides = [words_of(code) for code, _name in COUNTRIES]
    context = {
        "form": form,
        "columns": [{"label": _("What it is about")}, *({"label": str(name)} for _code, name in COUNTRIES)],
        "rows": [
            [pair[0][0], *(words[:1].upper() + words[1:] for _about, words in pair)]
            for pair in zip(*sides, strict=True)
        ],
        **frame(request, COUNTRY),
    }
    return render(request, "network/founding/country.html", context, status=422 if form.errors else 200)


@founders
def who(request: HttpRequest) -> HttpResponse:
    described = office()
    if missing := {NETWORK, COUNTRY} - done(described):
        return go_to(request, min(missing, key=STEPS.index))
    form = WhoForm(request.POST or None, instance=described)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        describe_office(by=None, eligibility=said["eligibility"], target=said["target"])
        return after(request, WHO)
    context = {"form": form, **frame(request, WHO)}
    return render(request, "network/founding/who.html", context, status=422 if form.errors else 200)


@founders
def administrator(request: HttpRequest) -> HttpResponse:
    described = office()
    seat = Institution.objects.filter(package_id=described.institution_key or None).first()
    if next_step(described) != ADMINISTRATOR or seat is None:
        return go_to(request, INSTITUTIONS if seat is None else next_step(described))
    form = AdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            user = found(name=said["name"], email=said["email"], password=said["password1"], institution=seat)
        except AlreadyFoundedError:
            messages.info(request, _("The network already has its administrator. Log in with her account."))
            return redirect("account_login")
        except ValidationError as error:
            tell(form, error)
        else:
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            record_authentication(request, user, method="password")
            return redirect("first_list")
    context = {"form": form, **frame(request, ADMINISTRATOR)}
    return render(request, "network/founding/administrator.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("empezar/", begin, name="founding"),
    path("empezar/red/", network, name="founding_network"),
    path("empezar/pais/", country, name="founding_country"),
    path("empezar/quienes/", who, name="founding_who"),
    path("empezar/administradora/", administrator, name="founding_administrator"),
]
