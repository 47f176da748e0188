"""Giving notice of an activity to the other parties of an agreement, what notice was given, and when."""

import uuid
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.viewer import Viewer
from network.agreements.models import Agreement
from network.agreements.queries import visible_to
from network.commitments.models import AdvanceNotice, Commitment
from network.commitments.queries import notices_visible_to
from network.commitments.queries import visible_to as commitments_visible_to
from network.commitments.services import correct_day_given, give_notice
from network.documents.queries import own_institution
from network.institutions.models import Institution
from network.vocabulary.models import Theme

from ..audience import coordinators
from ..desk.posts.fields import PartialDateInput
from ..desk.posts.refusals import tell
from .notice_lines import WITH, notice_line


class DayGivenForm(forms.Form):
    given_on = PartialDateInput(
        label=gettext_lazy("Notice given on"),
        help_text=gettext_lazy("As 2025, 2025-03 or 2025-03-15; empty if nobody knows."),
        required=False,
    )


class NoticeForm(DayGivenForm):
    uid = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Activity"), max_length=250)
    theme = forms.ModelChoiceField(
        Theme.objects.all(),
        label=gettext_lazy("Theme"),
        to_field_name="code",
        help_text=gettext_lazy("On violence and harassment, subjects and names of files tell nothing."),
    )
    happens_on = PartialDateInput(label=gettext_lazy("When"))
    happens_at = forms.CharField(
        label=gettext_lazy("At what time"),
        max_length=5,
        required=False,
        help_text=gettext_lazy("For instance 10:00."),
    )
    place = forms.CharField(label=gettext_lazy("Where"), max_length=250, required=False)
    note = forms.CharField(
        label=gettext_lazy("What else they should know"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nothing about cases or victims."),
    )
    institution = forms.ModelChoiceField(
        Institution.objects.none(), label=gettext_lazy("Who gives notice"), to_field_name="package_id"
    )
    commitment = forms.ModelChoiceField(
        Commitment.objects.none(),
        label=gettext_lazy("The commitment that asks for it"),
        to_field_name="package_id",
        required=False,
        empty_label=gettext_lazy("None of them asks for it"),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the notice"), choices=settings.LANGUAGES, initial="es"
    )

    def __init__(self, *args: Any, agreement: Agreement, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = [
            party.institution
            for party in agreement.parties.select_related("institution").order_by("institution__name", "pk")
        ]
        asked: Any = self.fields["commitment"]
        asked.queryset = commitments_visible_to(Commitment.objects.filter(agreement=agreement), viewer)
        asked.label_from_instance = lambda row: row.text[:110]
        who: Any = self.fields["institution"]
        who.queryset = Institution.objects.filter(pk__in=[party.pk for party in self.parties]).order_by(
            "name"
        )

    def rows(self) -> list[dict[str, Any]]:
        """The parties as recipients, each with a box and an address."""
        ticked = self.data.getlist("para") if self.is_bound else None  # type: ignore[attr-defined]
        own = self.initial.get("institution")
        return [
            {
                "institution": party,
                "is_ticked": party.package_id in ticked if ticked is not None else party.package_id != own,
                "email": self.data.get(f"correo-{party.package_id}", ""),
            }
            for party in self.parties
        ]


@coordinators
def notice(request: HttpRequest, package_id: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    agreement = get_object_or_404(visible_to(Agreement.objects.all(), viewer), package_id=package_id)
    own = own_institution()
    initial = {
        "uid": uuid.uuid4(),
        "language": "es",
        "institution": own.package_id if own else "",
        "given_on": timezone.localdate().isoformat(),
    }
    form = NoticeForm(request.POST or None, initial=initial, agreement=agreement, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            given = _given(request, form, agreement)
        except ValidationError as error:
            tell(form, error)
        else:
            notices.success(request, _("The notice is recorded, and its messages are prepared."))
            if given.mailing is not None:
                return redirect("desk_mailing", given.mailing.uid)
            return redirect(agreement.get_absolute_url())
    context = {
        "form": form,
        "agreement": agreement,
        "breadcrumb": [
            (_("Agreements"), reverse("agreements")),
            (agreement.title, agreement.get_absolute_url()),
        ],
    }
    return render(request, "network/records/advance_notice.html", context)


def _given(request: HttpRequest, form: NoticeForm, agreement: Agreement) -> AdvanceNotice:
    values = dict(form.cleaned_data)
    ticked = [row for row in form.rows() if row["is_ticked"]]
    return give_notice(
        agreement=agreement,
        to=[row["institution"] for row in ticked],
        emails={row["institution"].pk: row["email"] for row in ticked},
        by=request.user,
        **values,
    )


@coordinators
def given(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    """One notice, and the day on which it was given."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer.runs_network:
        raise Http404
    rows = notices_visible_to(AdvanceNotice.objects.select_related(*WITH).prefetch_related("to"), viewer)
    row = get_object_or_404(rows, agreement__package_id=package_id, uid=uid)
    form = DayGivenForm(request.POST or None, initial={"given_on": row.given_on})
    if request.method == "POST" and form.is_valid():
        try:
            correct_day_given(notice=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            notices.success(request, _("The day of the notice is corrected."))
            return redirect(row.agreement)
    context = {
        "form": form,
        "notice": row,
        "line": replace(notice_line(row, viewer), url=""),
        "breadcrumb": [
            (_("Agreements"), reverse("agreements")),
            (row.agreement.title, row.agreement.get_absolute_url()),
        ],
    }
    return render(request, "network/records/advance_notice_given.html", context)


urlpatterns = [
    path("convenios/<slug:package_id>/aviso/", notice, name="agreement_notice"),
    path("convenios/<slug:package_id>/avisos/<uuid:uid>/", given, name="agreement_notice_given"),
]
