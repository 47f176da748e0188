"""The second step: which institutions it goes to, by conditions, by hand, or out of an earlier request."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.institutions.enums import Sector
from network.institutions.models import Institution
from network.requests.models import Request, RequestRecipient
from network.requests.queries import Filter, chosen_by, visible_to
from network.requests.services import MOST_RECIPIENTS, add_recipients, address_recipient, drop_recipients
from network.vocabulary.models import Territory
from network.vocabulary.terms import terms

from ...audience import coordinators
from ..institutions_field import InstitutionsField
from ..posts.refusals import tell, tell_all
from .doors import request_or_404, trail
from .writing import steps


class ConditionsForm(forms.Form):
    """Every condition narrows the others."""

    territory = forms.ModelChoiceField(
        label=gettext_lazy("Territory"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=gettext_lazy("Any"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"), choices=[("", gettext_lazy("Any")), *Sector.choices], required=False
    )
    silent_of = forms.ModelChoiceField(
        label=gettext_lazy("Those that did not answer"),
        queryset=Request.objects.none(),
        required=False,
        empty_label="–",
        to_field_name="uid",
    )
    without_liaison = forms.BooleanField(
        label=gettext_lazy("Only without a designated liaison"),
        help_text=gettext_lazy("Those whose post is reserved do not tell, and are left out."),
        required=False,
    )

    def __init__(self, *args: Any, viewer: Viewer, asked: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [*Institution.objects.order_by().values_list("region", "municipality").distinct()]
        keys = {key for pair in places for key in pair if key}
        self.fields["territory"].queryset = Territory.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        used = set(Institution.objects.order_by().values_list("kind", flat=True).distinct())
        kinds = [(code, label) for code, label in terms("institution_kind").items() if code in used]
        self.fields["kind"].choices = [("", _("Any")), *kinds]  # type: ignore[attr-defined]
        earlier = visible_to(Request.objects.exclude(sent_on=None), viewer).exclude(pk=asked.pk)
        self.fields["silent_of"].queryset = earlier  # type: ignore[attr-defined]
        self.fields["silent_of"].label_from_instance = lambda row: row.shown_subject  # type: ignore[attr-defined]

    def asked(self) -> Filter:
        values = self.cleaned_data
        return Filter(
            territory=values["territory"].pk if values["territory"] else None,
            kind=values["kind"],
            sector=values["sector"],
            without_liaison=values["without_liaison"],
            silent_of=values["silent_of"],
        )


class ByHandForm(forms.Form):
    institutions = InstitutionsField(
        label=gettext_lazy("Institutions"),
        help_text=gettext_lazy("One to a line, by name or acronym."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=50_000,
    )


class AddressForm(forms.Form):
    addressee = forms.CharField(
        label=gettext_lazy("How the letter addresses it"),
        help_text=gettext_lazy("Name and post, one to a line. Left empty, by the name of the institution."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Institutional e-mail"),
        help_text=gettext_lazy("Of the office, not of a person. It stands in the e-mail file."),
        required=False,
    )


@coordinators
def choose(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if asked.is_closed:
        messages.error(request, _("This request is closed. Open it again first."))
        return redirect(asked)
    deed = request.POST.get("deed", "")
    conditions = ConditionsForm(request.POST if deed in {"look", "add"} else None, viewer=viewer, asked=asked)
    by_hand = ByHandForm(request.POST if deed == "by_hand" else None)
    there = set(asked.recipients.values_list("institution", flat=True))
    found: list[Institution] | None = None
    if deed in {"look", "add"} and conditions.is_valid():
        if conditions.asked().is_empty:
            conditions.add_error(None, _("Choose at least one condition, or write the institutions below."))
        else:
            found = list(chosen_by(conditions.asked(), viewer))
            if deed == "add":
                return _added(request, asked, found)
    elif deed == "by_hand" and by_hand.is_valid():
        return _added(request, asked, by_hand.cleaned_data["institutions"])
    elif deed == "drop":
        rows = asked.recipients.filter(uid__in=uids(request.POST.getlist("row")))
        gone = drop_recipients(request=asked, recipients=rows, by=request.user)  # type: ignore[arg-type]
        messages.success(
            request,
            ngettext("%(n)s institution left out.", "%(n)s institutions left out.", gone) % {"n": gone},
        )
        return redirect("desk_request_choose", asked.uid)
    context = {
        "asked": asked,
        "conditions": conditions,
        "by_hand": by_hand,
        "found": found,
        "most": _("A request goes to up to %(n)s institutions, for their letters are issued all at once.")
        % {"n": MOST_RECIPIENTS},
        "new": [row for row in found or () if row.pk not in there],
        "rows": asked.recipients.select_related("institution"),
        "steps": steps(2, asked) if asked.is_draft else [],
        "breadcrumb": trail(asked),
        "form": conditions if conditions.errors else by_hand,
    }
    return render(request, "network/desk/requests/choose.html", context)


def _added(request: HttpRequest, asked: Request, institutions: list[Institution]) -> HttpResponse:
    try:
        new = add_recipients(request=asked, institutions=institutions, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        said = ngettext("%(n)s institution added.", "%(n)s institutions added.", new) % {"n": new}
        messages.success(request, said)
    return redirect("desk_request_choose", asked.uid)


def uids(texts: list[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


@coordinators
def address(request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    row = asked.recipients.select_related("institution", "request").filter(uid=recipient).first()
    if row is None:
        return redirect(asked)
    form = AddressForm(request.POST or None, initial={"addressee": row.addressee, "email": row.email})
    if request.method == "POST" and form.is_valid():
        try:
            address_recipient(recipient=row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept."))
            return redirect(_back(row))
    context = {
        "form": form,
        "title": _("How it is addressed"),
        "kicker": row.institution.name,
        "lead": "",
        "submit": _("Save"),
        "cancel": _back(row),
        "breadcrumb": trail(asked),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


def _back(row: RequestRecipient) -> Any:
    if row.letter_id is None:
        return reverse("desk_request_choose", args=[row.request.uid])
    return row.get_absolute_url()


urlpatterns = [
    path("gestion/solicitudes/<uuid:uid>/destinatarias/", choose, name="desk_request_choose"),
    path("gestion/solicitudes/<uuid:uid>/<uuid:recipient>/direccion/", address, name="desk_request_address"),
]
