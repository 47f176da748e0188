"""Designating somebody, ending a designation, correcting one."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.viewer import Viewer
from network.institutions.models import Institution, Post
from network.institutions.rules import is_closed_to
from network.people.models import Person
from network.people.namesakes import Namesake, namesakes
from network.people.queries import visible_to
from network.ties.enums import Capacity
from network.ties.history import history
from network.ties.models import Appointment
from network.ties.services import (
    Particulars,
    appoint,
    appoint_newcomer,
    correct_appointment,
    correct_holder,
    end_appointment,
)

from ...audience import coordinators
from .changing import frame
from .fields import DocumentField, PartialDateInput
from .post import post_or_404
from .refusals import tell

NEWCOMER = "nueva"


class AppointForm(forms.Form):
    """Who, in what capacity, since when, by what. `person` is asked once a similar name is known."""

    name = forms.CharField(
        label=gettext_lazy("Name of the person"),
        max_length=200,
        help_text=gettext_lazy(
            "First names and both surnames. If she is not in the platform she is entered."
        ),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("Only for somebody new. It is shown to nobody."),
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("In what capacity"), choices=Capacity.choices, widget=forms.RadioSelect
    )
    started = PartialDateInput(label=gettext_lazy("Since when"))

    def __init__(self, *args: Any, viewer: Viewer, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"] = DocumentField(viewer, institution, label=_("By what document"))


class EndForm(forms.Form):
    ended = PartialDateInput(label=gettext_lazy("Until when"))
    reason = forms.CharField(
        label=gettext_lazy("Why it ends"),
        max_length=300,
        help_text=gettext_lazy(
            "For instance: change of government, end of the term, resignation, another post. "
            "Nothing about health or family. Kept in the journal."
        ),
    )

    def __init__(self, *args: Any, viewer: Viewer, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"] = DocumentField(viewer, institution, label=_("By what document it ends"))


class CorrectForm(forms.Form):
    capacity = forms.ChoiceField(
        label=gettext_lazy("In what capacity"), choices=Capacity.choices, widget=forms.RadioSelect
    )
    started = PartialDateInput(label=gettext_lazy("Since when"), required=False)
    ended = PartialDateInput(
        label=gettext_lazy("Until when"), required=False, help_text=gettext_lazy("Empty if it goes on.")
    )
    reason = forms.CharField(
        label=gettext_lazy("What was wrong"),
        max_length=300,
        help_text=gettext_lazy("It stands beside the history, with what was recorded before."),
    )

    def __init__(self, *args: Any, viewer: Viewer, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"] = DocumentField(viewer, institution, label=_("By what document"))
        self.fields["end_document"] = DocumentField(viewer, institution, label=_("By what document it ends"))
        self.order_fields(("capacity", "started", "document", "ended", "end_document", "reason"))


class HolderForm(forms.Form):
    """Who it was in truth."""

    name = forms.CharField(
        label=gettext_lazy("Whom the document names"),
        max_length=200,
        help_text=gettext_lazy(
            "First names and both surnames. If she is not in the platform she is entered."
        ),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("Only for somebody new. It is shown to nobody."),
    )
    reason = forms.CharField(
        label=gettext_lazy("What was wrong"),
        max_length=300,
        help_text=gettext_lazy("It stands beside the history. Write no names here."),
    )


@coordinators
def designate(request: HttpRequest, package_id: str) -> HttpResponse:
    record, viewer = _open_post(request, package_id)
    initial = {
        "capacity": Capacity.TITULAR.value,
        "started": timezone.localdate().isoformat(),
        "document": request.GET.get("documento", ""),
        **_asked_person(request, viewer),
    }
    form = AppointForm(request.POST or None, initial=initial, viewer=viewer, institution=record.institution)
    found: list[Namesake] = []
    if request.method == "POST" and form.is_valid():
        found = namesakes(form.cleaned_data["name"], form.cleaned_data["email"], viewer)
        details = {
            "post": record,
            "capacity": Capacity(form.cleaned_data["capacity"]),
            "started": form.cleaned_data["started"],
            "document": form.cleaned_data["document"],
            "by": request.user,
        }
        made = _by_whom(
            request,
            form,
            found,
            known=lambda person: appoint(person=person, **details),
            new=lambda name, email: appoint_newcomer(name=name, email=email, **details),
        )
        if made is not None:
            messages.success(request, _("The designation is recorded."))
            return redirect("desk_post", record.package_id)
    context = {
        **frame(record),
        "form": form,
        "title": _("Designate"),
        "lead": _("A post has one titular at a time; other capacities stand beside her."),
        "submit": _("Record the designation"),
        "found": found,
        "chosen": request.POST.get("person", ""),
        "newcomer": NEWCOMER,
    }
    return render(request, "network/desk/posts/appoint.html", context)


def _asked_person(request: HttpRequest, viewer: Viewer) -> dict[str, str]:
    """The name of whom an address names, if the viewer sees it."""
    try:
        uid = uuid.UUID(request.GET.get("persona", ""))
    except ValueError:
        return {}
    found = visible_to(Person.objects.filter(uid=uid), viewer).filter(sees_name=True).first()  # type: ignore[misc]
    return {"name": found.name} if found else {}


def _by_whom(
    request: HttpRequest,
    form: forms.Form,
    found: list[Namesake],
    *,
    known: Callable[[Person], Appointment],
    new: Callable[[str, str], Appointment],
) -> Appointment | None:
    """The appointment; or nothing, where a choice is still to be made or the service refused."""
    values, chosen = form.cleaned_data, request.POST.get("person", "")
    offered = {one.person.uid for one in found}
    if found and chosen not in {*offered, NEWCOMER}:
        form.add_error("name", _("Somebody with such a name is known. Choose whether it is she."))
        return None
    try:
        if chosen in offered:
            return known(Person.objects.get(uid=chosen))
        return new(values["name"], values["email"])
    except ValidationError as error:
        tell(form, error)
        return None


@coordinators
def ended(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    record, viewer = _open_post(request, package_id)
    appointment, who = _appointment(record, uid, viewer)
    initial = {"ended": timezone.localdate().isoformat(), "document": request.GET.get("documento", "")}
    form = EndForm(request.POST or None, initial=initial, viewer=viewer, institution=record.institution)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            end_appointment(
                appointment=appointment,
                on=values["ended"],
                reason=values["reason"],
                document=values["document"],
                by=request.user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The designation has an end. The history keeps it."))
            return redirect("desk_post", record.package_id)
    title = _("End the designation")
    context = {**frame(record), "form": form, "title": title, "lead": who, "submit": title, "settings": []}
    return render(request, "network/desk/posts/form.html", context)


@coordinators
def corrected(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    record, viewer = _open_post(request, package_id)
    appointment, who = _appointment(record, uid, viewer)
    initial = {
        "capacity": appointment.capacity,
        "started": appointment.started,
        "ended": appointment.ended,
        "document": appointment.document.package_id if appointment.document else "",
        "end_document": appointment.end_document.package_id if appointment.end_document else "",
    }
    form = CorrectForm(request.POST or None, initial=initial, viewer=viewer, institution=record.institution)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        says = Particulars(
            person=appointment.person,
            capacity=Capacity(values["capacity"]),
            started=values["started"],
            ended=values["ended"],
            document=values["document"],
            end_document=values["end_document"],
        )
        try:
            correct_appointment(
                appointment=appointment,
                says=says,
                reason=values["reason"],
                by=request.user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The designation was corrected, and what it said before is kept."))
            return redirect("desk_post", record.package_id)
    title = _("Correct the designation")
    context = {
        **frame(record),
        "form": form,
        "title": title,
        "lead": who,
        "submit": _("Save"),
        "settings": [],
        "aside": {
            "text": _("Was it somebody else? The person is corrected on a page of its own."),
            "label": _("Correct the person"),
            "url": reverse("desk_appointment_holder", args=[record.package_id, appointment.uid]),
        },
    }
    return render(request, "network/desk/posts/form.html", context)


@coordinators
def holder(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    record, viewer = _open_post(request, package_id)
    appointment, who = _appointment(record, uid, viewer)
    form = HolderForm(request.POST or None)
    found: list[Namesake] = []
    if request.method == "POST" and form.is_valid():
        found = namesakes(form.cleaned_data["name"], form.cleaned_data["email"], viewer)
        details = {
            "appointment": appointment,
            "by": request.user,
            "reason": form.cleaned_data["reason"],
        }
        made = _by_whom(
            request,
            form,
            found,
            known=lambda person: correct_holder(person=person, **details),
            new=lambda name, email: correct_holder(person=None, name=name, email=email, **details),
        )
        if made is not None:
            messages.success(
                request, _("The person was corrected. The journal keeps who stood there before.")
            )
            return redirect("desk_post", record.package_id)
    context = {
        **frame(record),
        "form": form,
        "title": _("Correct the person"),
        "lead": _(
            "%(who)s. For a designation that names somebody else than was recorded here; the post, the dates "
            "and the documents stay. If the post changed hands, end the designation and designate anew."
        )
        % {"who": who},
        "submit": _("Correct the person"),
        "found": found,
        "chosen": request.POST.get("person", ""),
        "newcomer": NEWCOMER,
    }
    return render(request, "network/desk/posts/appoint.html", context)


def _open_post(request: HttpRequest, package_id: str) -> tuple[Post, Viewer]:
    """A post whose designations she may record; any other is not there."""
    record, viewer = post_or_404(package_id), request.viewer  # type: ignore[attr-defined]
    if record.closed_on or is_closed_to(record.publication, viewer):
        raise Http404
    return record, viewer


def _appointment(record: Post, uid: uuid.UUID, viewer: Viewer) -> tuple[Appointment, str]:
    """One of the post's history as she may read it, and what it says in a line."""
    row = next((row for row in history(record, viewer) if row.uid == uid), None)
    if row is None:
        raise Http404
    rows = Appointment.objects.select_related("post", "person", "document", "end_document")
    who = row.name or _("Name not shown")
    return get_object_or_404(rows, uid=uid), f"{who}: {row.capacity}, {row.span}"


urlpatterns = [
    path("gestion/puestos/<slug:package_id>/designar/", designate, name="desk_appoint"),
    path("gestion/puestos/<slug:package_id>/<uuid:uid>/terminar/", ended, name="desk_appointment_end"),
    path(
        "gestion/puestos/<slug:package_id>/<uuid:uid>/corregir/", corrected, name="desk_appointment_correct"
    ),
    path("gestion/puestos/<slug:package_id>/<uuid:uid>/persona/", holder, name="desk_appointment_holder"),
]
