"""`/mis-datos/`: a copy of what is kept of her, what she asked, what she opposes, who looked."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.accounts.recent import recently_confirmed
from network.exchange.models import ExportedPerson
from network.files.answering import file_response
from network.journal.models import Entry
from network.people.models import Person
from network.people.queries import names_of_accounts
from network.relay.services import accept_messages, accepts_messages
from network.rights.copying import DAYS, ask_copy, discard, is_under_way, keep_going, take
from network.rights.desk_items import left_words
from network.rights.enums import State
from network.rights.holding import oppose
from network.rights.queries import copy_of, label_of, openings_of, own_requests, rest_days, terms
from network.rights.services import ask, withdraw

from ..audience import holders
from ..navigation import address
from .forms import AskForm, SwitchesForm, tell

MOST = 50  # of who looked, the latest


def _herself(request: HttpRequest) -> Person | None:
    """Her record; None where her account has none, and she asks for what the account holds."""
    key = request.viewer.person_id  # type: ignore[attr-defined]
    return get_object_or_404(Person, pk=key) if key is not None else None


@holders
def own_data(request: HttpRequest) -> HttpResponse:
    person = _herself(request)
    return _page(request, person)


def _page(request: HttpRequest, person: Person | None, *, status: int = 200, **forms: Any) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    copy = copy_of(viewer)
    copy = keep_going(copy=copy) if copy else None
    rest, today = rest_days(), timezone.localdate()
    asked = [
        {
            "request": row,
            "label": label_of(row),
            "left": left_words(row, today, rest) if row.state in (State.RECEIVED, State.GRANTED) else "",
            "may_withdraw": row.state == State.RECEIVED,
        }
        for row in own_requests(viewer)
    ]
    named = terms()
    context = {
        "title": _("My data"),
        "lead": _("What is kept of you, who looked at it, and what you can ask of the office."),
        "person": person,
        "copy": copy,
        "is_running": copy is not None and is_under_way(copy),
        "days": DAYS,
        "asked": asked,
        "ask_form": forms.get("ask_form") or AskForm(terms=named),
        "switches_form": forms.get("switches_form") or (_switches(person) if person else None),
        "bases": list(dict.fromkeys(str(term.legal_basis) for term in named)),
        "looked": _looked(request, person) if person else [],
        "profile_url": address("own_profile"),
    }
    return render(request, "network/rights/own.html", context, status=status)


def _switches(person: Person) -> SwitchesForm:
    return SwitchesForm(
        initial={
            "opposes_being_found": person.opposes_being_found,
            "opposes_suggestions": not person.may_be_suggested,
            "refuses_messages": not accepts_messages(person.pk),
        }
    )


def _looked(request: HttpRequest, person: Person) -> list[dict[str, Any]]:
    """Openings of her record, and exports that took her along: when, who, why; the latest first."""
    viewer = request.viewer  # type: ignore[attr-defined]
    opened = list(openings_of(viewer)[:MOST])
    taken = list(
        ExportedPerson.objects.filter(person=person)
        .select_related("export__by")
        .order_by("-export__at")[:MOST]
    )
    uids = [row.export.uid for row in taken]
    said = Entry.objects.filter(verb="people.exported", subject_uid__in=uids)
    reasons = dict(said.values_list("subject_uid", "reason"))
    accounts = [row.by_id for row in opened] + [row.export.by_id for row in taken]
    names = names_of_accounts(accounts, viewer)
    found = [
        {
            "at": row.opened_at,
            "what": _("Opened your record"),
            "who": names.get(row.by_id or 0, _("an administrator")),
            "reason": row.reason,
        }
        for row in opened
    ]
    found += [
        {
            "at": row.export.at,
            "what": _("Took you along in an export of people"),
            "who": names.get(row.export.by_id or 0, _("whoever runs the network")),
            "reason": reasons.get(row.export.uid, ""),
        }
        for row in taken
    ]
    return sorted(found, key=lambda one: one["at"], reverse=True)[:MOST]  # type: ignore[arg-type, return-value]


@require_POST
@holders
@recently_confirmed
def copy_asked(request: HttpRequest) -> HttpResponse:
    person = _herself(request)
    language = get_language() or "es"
    ask_copy(person=person, by=request.user, language=language)  # type: ignore[arg-type]
    return redirect("own_data")


@holders
def copy_progress(request: HttpRequest) -> HttpResponse:
    """The bar alone, while one waits; once it is over htmx loads the page anew."""
    copy = copy_of(request.viewer)  # type: ignore[attr-defined]
    copy = keep_going(copy=copy) if copy else None
    running = copy is not None and is_under_way(copy)
    response = render(request, "network/rights/progress.html", {"copy": copy, "is_running": running})
    if not running:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@holders
@recently_confirmed
def copy_taken(request: HttpRequest) -> HttpResponseBase:
    copy = copy_of(request.viewer)  # type: ignore[attr-defined]
    opened = take(copy=copy, by=request.user) if copy else None
    if opened is None:
        messages.info(request, _("It is not ready, or it has gone: ask for it again."))
        return redirect("own_data")
    return file_response(opened, name="mis-datos.zip", content_type="application/zip")


@require_POST
@holders
def copy_discarded(request: HttpRequest) -> HttpResponse:
    if copy := copy_of(request.viewer):  # type: ignore[attr-defined]
        discard(copy=copy)
        messages.success(request, _("The file is gone from here."))
    return redirect("own_data")


@require_POST
@holders
@recently_confirmed
def right_asked(request: HttpRequest) -> HttpResponse:
    person = _herself(request)
    form = AskForm(request.POST, terms=terms())
    if form.is_valid():
        try:
            mine: Any = {"person": person} if person else {"account": request.user}
            row = ask(by=request.user, **mine, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            text = _("The office has your request. It answers until %(date)s at the latest.")
            messages.success(request, text % {"date": date_format(row.answer_by, "DATE_FORMAT")})
            return redirect("own_data")
    return _page(request, person, status=422, ask_form=form)


@require_POST
@holders
def right_withdrawn(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("solicitud", "")
    rows = own_requests(request.viewer)  # type: ignore[attr-defined]
    row = next((one for one in rows if str(one.uid) == asked), None)
    if row is None:
        raise Http404
    try:
        withdraw(request=row, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("You do not ask for it any more."))
    return redirect("own_data")


@require_POST
@holders
def opposed(request: HttpRequest) -> HttpResponse:
    person = _herself(request)
    if person is None:
        raise Http404  # nobody finds, suggests or writes to an account
    form = SwitchesForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        accept_messages(person=person, accepts=not said["refuses_messages"])
        oppose(
            person=person,
            by=request.user,
            opposes_being_found=said["opposes_being_found"],
            may_be_suggested=not said["opposes_suggestions"],
        )
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("own_data")
    return _page(request, person, status=422, switches_form=form)


_PLACE = "mis-datos/"
urlpatterns = [
    path(_PLACE, own_data, name="own_data"),
    path(f"{_PLACE}copia/", copy_asked, name="own_data_copy"),
    path(f"{_PLACE}copia/avance/", copy_progress, name="own_data_progress"),
    path(f"{_PLACE}copia/archivo/", copy_taken, name="own_data_file"),
    path(f"{_PLACE}copia/descartar/", copy_discarded, name="own_data_discard"),
    path(f"{_PLACE}solicitar/", right_asked, name="own_data_ask"),
    path(f"{_PLACE}retirar/", right_withdrawn, name="own_data_withdraw"),
    path(f"{_PLACE}oposicion/", opposed, name="own_data_oppose"),
]
