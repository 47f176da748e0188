"""Notice of an event to the partners of an agreement: whom, in which words, and that it was handed over."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from events.models import Event, PartnerNotice
from events.partners import Asking, agreements_on_its_themes, asking, hand_over, prepare_for_partners
from network.commitments.models import Commitment
from network.institutions.models import Institution
from network.people.models import Person
from network.web.audience import coordinators
from network.web.desk.posts.refusals import tell, tell_all

from ...doors import desk_place, kept_or_404, trail, viewer_of


class PartnersForm(forms.Form):
    uid = forms.UUIDField(widget=forms.HiddenInput)
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
    note = forms.CharField(
        label=gettext_lazy("What else they should know"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nothing about cases or victims."),
    )

    def __init__(self, *args: Any, told: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told = told
        who: Any = self.fields["institution"]
        who.queryset = Institution.objects.filter(pk__in=[one.pk for one in told.givers]).order_by("name")
        asked: Any = self.fields["commitment"]
        asked.queryset = Commitment.objects.filter(pk__in=[one.pk for one in told.commitments])
        asked.label_from_instance = lambda row: row.text[:110]

    def rows(self) -> list[dict[str, Any]]:
        """Each partner: its representatives by name, or the institution itself where none may be named."""
        return [self._row(one.institution, list(one.representatives)) for one in self.told.partners]

    def _row(self, where: Institution, people: list[tuple[Person, str]]) -> dict[str, Any]:
        ticked = self.data.getlist("para") if self.is_bound else None  # type: ignore[attr-defined]
        usual = not people
        return {
            "institution": where,
            "people": [
                {
                    "person": person,
                    "post": post,
                    "value": f"persona-{person.uid}",
                    "is_ticked": f"persona-{person.uid}" in ticked if ticked is not None else number == 0,
                }
                for number, (person, post) in enumerate(people)
            ],
            "value": f"institucion-{where.package_id}",
            "is_ticked": f"institucion-{where.package_id}" in ticked if ticked is not None else usual,
            "email": self.data.get(f"correo-{where.package_id}", ""),
        }

    @property
    def chosen(self) -> tuple[list[tuple[Institution, Person]], dict[Institution, str]]:
        people, institutions = [], {}
        for row in self.rows():
            people += [(row["institution"], one["person"]) for one in row["people"] if one["is_ticked"]]
            if row["is_ticked"]:
                institutions[row["institution"]] = row["email"]
        return people, institutions


@coordinators
def partners(request: HttpRequest, package_id: str, agreement_id: str) -> HttpResponse:
    event, viewer = kept_or_404(request, package_id), viewer_of(request)
    rows = agreements_on_its_themes(event, viewer, timezone.localdate())
    told = asking(event, get_object_or_404(rows, package_id=agreement_id), viewer)
    if not told.partners:
        raise Http404
    start = {
        "uid": uuid.uuid4(),
        "institution": told.givers[0].package_id,
        "commitment": told.suggested.package_id if told.suggested else "",
    }
    form = PartnersForm(request.POST or None, initial=start, told=told)
    if request.method == "POST" and form.is_valid():
        people, institutions = form.chosen
        try:
            plan = prepare_for_partners(
                event=event,
                agreement=told.agreement,
                people=people,
                institutions=institutions,
                by=request.user,  # type: ignore[arg-type]
                **form.cleaned_data,
            )
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(
                request, _("The messages are prepared. Nothing is recorded until one is sent or handed over.")
            )
            return redirect("desk_mailing", plan.mailing.uid)
    context = {
        "form": form,
        "agreement": told.agreement,
        "event": event,
        "is_tight": event.starts_at is not None and event.starts_at - timezone.now() < dt.timedelta(days=3),
        "cancel": desk_place(event),
        "breadcrumb": trail(event),
    }
    status = 422 if form.errors else 200
    return render(request, "events/desk/after/partners.html", context, status=status)


class GivenForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("Handed over on"))


@coordinators
@require_POST
def given(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    event: Event = kept_or_404(request, package_id)
    plan = get_object_or_404(PartnerNotice, event=event, mailing__uid=uid)
    form = GivenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the day on which it was handed over, as in 2026-03-15."))
        return redirect(desk_place(event))
    try:
        kept = hand_over(plan=plan, on=form.cleaned_data["on"], by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        if kept.was_late:
            messages.warning(
                request, _("The activity was before that day: it is noted as too late, not as a notice.")
            )
        else:
            messages.success(request, _("It is recorded with the agreement and its commitment."))
    return redirect(desk_place(event))


_HERE = "gestion/eventos/<slug:package_id>/socias/"
urlpatterns = [
    path(f"{_HERE}entregado/<uuid:uid>/", given, name="desk_event_partners_given"),
    path(f"{_HERE}<slug:agreement_id>/", partners, name="desk_event_partners"),
]
