"""`/gestion/derechos/`: what was asked by right, with its days; entering what came in another way."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.rules import may_pass_roles
from network.accounts.viewer import Viewer
from network.people.models import Person
from network.people.queries import visible_to as people_visible_to
from network.rights.desk_items import due, left_words
from network.rights.enums import OPEN
from network.rights.models import RightsRequest
from network.rights.queries import at_desk, label_of, rest_days, terms
from network.rights.services import ask

from ..audience import coordinators
from .forms import EnterForm, tell

PER_PAGE = 50


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Desk"), reverse("desk")), *more]


def found_or_404(request: HttpRequest, uid: UUID) -> RightsRequest:
    rows = at_desk(request.viewer).select_related("person", "account")  # type: ignore[attr-defined]
    return get_object_or_404(rows, uid=uid)


def shown_name(row: RightsRequest, viewer: Viewer) -> str:
    """Who asks: her own request tells her name to whoever answers it."""
    if row.person is not None:
        return row.person.name
    return row.account.email if row.account is not None else row.name or _("(erased)")


@coordinators
def requests(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    shows_all = request.GET.get("estado") == "todas"
    rows: QuerySet[RightsRequest] = at_desk(viewer).select_related("person", "account")
    rows = rows.order_by("-received_on", "-pk") if shows_all else rows.filter(state__in=OPEN)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    today, rest = timezone.localdate(), rest_days()
    context = {
        "title": _("Requests about personal data"),
        "lead": _("What women ask of the office about their own data, and until when it must answer."),
        "breadcrumb": trail(),
        "rows": [
            {
                "request": row,
                "label": label_of(row),
                "name": shown_name(row, viewer),
                "left": left_words(row, today, rest) if row.state in OPEN else "",
                "is_late": row.state in OPEN and due(row) < today,
            }
            for row in page.object_list
        ],
        "page_obj": page,
        "querystring": "estado=todas" if shows_all else "",
        "shows_all": shows_all,
        "may_open": may_pass_roles(viewer),
        "unreviewed": any(not term.is_reviewed for term in terms()),
    }
    return render(request, "network/rights/list.html", context)


@coordinators
def enter(request: HttpRequest) -> HttpResponse:
    """For someone without an account, or who came to the office."""
    form = EnterForm(request.POST or None, terms=terms())
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            person = _recorded(said.pop("record"), request.viewer)  # type: ignore[attr-defined]
            row = ask(by=request.user, person=person, **said)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The request is kept. Its days run from the day it was received."))
            return redirect(row)
    context: dict[str, Any] = {
        "title": _("Enter a request"),
        "lead": _("For who has no account, or came to the office, wrote or called."),
        "breadcrumb": trail((_("Requests about personal data"), reverse("desk_rights"))),
        "form": form,
        "submit": _("Keep the request"),
    }
    return render(request, "network/rights/form.html", context, status=422 if form.errors else 200)


def _recorded(said: str, viewer: Viewer) -> Person | None:
    """The one whom the viewer may see under that name or address; none where nothing was typed."""
    if not said.strip():
        return None
    word = " ".join(said.split())
    seen = people_visible_to(Person.objects.all(), viewer).filter(sees_name=True)  # type: ignore[misc]
    found = list(seen.filter(Q(name__iexact=word) | Q(email__iexact=word))[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError({"record": _("Several have this name: write her e-mail.")})
    raise ValidationError(
        {
            "record": _(
                "You see nobody under it. Leave it empty and write her name below: an administrator goes on."
            )
        }
    )


urlpatterns = [
    path("gestion/derechos/", requests, name="desk_rights"),
    path("gestion/derechos/registrar/", enter, name="desk_right_enter"),
]
