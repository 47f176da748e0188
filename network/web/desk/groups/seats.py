"""Who is seated in a group: institutions, several at once; and who sits for each, where that may be known."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.groups.enums import SeatRole
from network.groups.models import Group, Seat
from network.groups.rules import basis_badges, role_badge
from network.groups.seating import SeatParticulars, correct_seat, remove_seat, seat_all, seat_person
from network.people.models import Person
from network.people.queries import visible_to as people_visible_to
from network.people.queries import working_in
from network.people.rules import shown_line
from network.vocabulary.enums import Basis
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.spans import span_words
from network.vocabulary.words import folded

from ...audience import coordinators
from ..institutions_field import InstitutionsField
from ..posts.fields import PartialDateInput
from ..posts.refusals import tell
from .doors import group_or_404, may_or_404, trail


def _basis_words() -> list[tuple[str, str]]:
    return [
        (Basis.STATED.value, _("stated: a list, an act or a letter says so")),
        (Basis.INFERRED.value, _("inferred: concluded from another record")),
    ]


class SeatForm(forms.Form):
    """What is asked of every seat."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=lambda: [(r.value, capfirst(str(r.label))) for r in SeatRole]
    )
    basis = forms.ChoiceField(label=gettext_lazy("How we know"), choices=lazy(_basis_words, list))
    started = PartialDateInput(label=gettext_lazy("Since when"), required=False)
    ended = PartialDateInput(
        label=gettext_lazy("Until when"),
        required=False,
        help_text=gettext_lazy("Left empty while it is seated."),
    )

    def says(self) -> SeatParticulars:
        return SeatParticulars(**{name: self.cleaned_data[name] for name in SeatForm.base_fields})


class NewSeatsForm(SeatForm):
    institutions = InstitutionsField(
        label=gettext_lazy("Institutions to seat"),
        help_text=gettext_lazy("One to a line, by name or acronym."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=20_000,
    )
    field_order = ("institutions", "role", "basis", "started", "ended")


class PersonForm(SeatForm):
    person = forms.ModelChoiceField(
        label=gettext_lazy("Who sits for it"),
        queryset=Person.objects.none(),
        to_field_name="uid",
        empty_label=gettext_lazy("Choose…"),
        help_text=gettext_lazy("Among those who work there and whom you may see."),
    )
    field_order = ("person", "role", "basis", "started", "ended")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people
        field.label_from_instance = lambda person: ", ".join(filter(None, shown_line(person)))


class RemovalForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why it never was a seat"), max_length=300)


@coordinators
def seats(request: HttpRequest, package_id: str) -> HttpResponse:
    group = group_or_404(request, package_id)
    begun = {"role": SeatRole.MEMBER.value, "basis": Basis.STATED.value}
    form = NewSeatsForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            new = seat_all(
                group=group, institutions=form.cleaned_data["institutions"], says=form.says(), by=request.user
            )
        except ValidationError as error:
            tell(form, error)
        else:
            said = ngettext("%(n)s institution seated.", "%(n)s institutions seated.", new) % {"n": new}
            messages.success(request, said)
            return redirect("desk_seats", group.package_id)
    context = {
        "title": _("Seats"),
        "kicker": group.name,
        "lead": _("Attendance is taken of whoever is seated on the day of a session."),
        "form": form,
        "rows": seat_rows(request, group),
        "breadcrumb": trail(group),
    }
    return render(request, "network/desk/groups/seats.html", context)


def seat_rows(request: HttpRequest, group: Group) -> list[dict[str, Any]]:
    """Every institutional seat with who sits for it, as far as the viewer may know; those of today first."""
    every = list(group.seats.select_related("institution", "person"))
    people = people_visible_to(Person.objects.filter(seats__group=group), request.viewer)  # type: ignore[attr-defined]
    names = {person.pk: shown_line(person)[0] for person in people}
    named: dict[int, list[dict[str, Any]]] = {}
    for seat in every:
        if seat.person_id in names:
            told = {"name": names[seat.person_id], "when": _when(seat), "url": _place(seat)}
            named.setdefault(seat.institution_id, []).append(told)
    order = list(SeatRole)
    every.sort(
        key=lambda seat: (_is_over(seat), order.index(SeatRole(seat.role)), folded(seat.institution.name))
    )
    return [
        {
            "seat": seat,
            "badges": (role_badge(seat), *basis_badges(seat)),
            "when": _when(seat),
            "is_over": _is_over(seat),
            "people": named.get(seat.institution_id, []),
            "url": _place(seat),
        }
        for seat in every
        if seat.person_id is None
    ]


def _is_over(seat: Seat) -> bool:
    return bool(seat.ended and PartialDate(seat.ended).last_day < timezone.localdate())


def _when(seat: Seat) -> str:
    return span_words(seat.started, seat.ended) if seat.started or seat.ended else _("without dates")


def _place(seat: Seat) -> str:
    address = reverse("desk_seat", args=[seat.group.package_id, seat.institution.package_id])
    return f"{address}?persona={seat.person.uid}" if seat.person else address


@coordinators
def one(request: HttpRequest, package_id: str, institution: str) -> HttpResponse:
    """One seat: corrected, given a name, or taken away where it was a mistake."""
    group = group_or_404(request, package_id)
    seat = _seat_or_404(request, group, institution)
    deed = request.POST.get("deed", "")
    begun = {name: getattr(seat, name) for name in SeatForm.base_fields}
    form = SeatForm(request.POST if deed == "correct" else None, initial=begun)
    people = working_in(seat.institution, request.viewer)  # type: ignore[attr-defined]
    fresh = {"role": seat.role, "basis": Basis.STATED.value}
    person = PersonForm(
        request.POST if deed == "name" else None, people=people, initial=fresh, auto_id="persona_%s"
    )
    removal = RemovalForm(request.POST if deed == "remove" else None)
    sent: Any = {"correct": form, "name": person, "remove": removal}.get(deed)
    if sent is not None and sent.is_valid():
        try:
            said = _done(request, deed, seat, sent)
        except ValidationError as error:
            tell(sent, error)
        else:
            messages.success(request, said)
            return redirect("desk_seats", group.package_id)
    context = {
        "title": seat.institution.called,
        "kicker": group.name,
        "lead": _("The seat of a person for this institution.") if seat.person else seat.institution.name,
        "seat": seat,
        "form": form,
        "person_form": person if seat.person is None and people.exists() else None,
        "removal_form": removal,
        "opened": deed,
        "breadcrumb": [*trail(group), (_("Seats"), reverse("desk_seats", args=[group.package_id]))],
    }
    return render(request, "network/desk/groups/seat.html", context)


def _done(request: HttpRequest, deed: str, seat: Seat, form: Any) -> str:
    if deed == "correct":
        correct_seat(seat=seat, says=form.says(), by=request.user)
        return _("Kept.")
    if deed == "name":
        seat_person(
            group=seat.group,
            institution=seat.institution,
            person=form.cleaned_data["person"],
            says=form.says(),
            by=request.user,
        )
        return _("It is recorded who sits for it.")
    remove_seat(seat=seat, reason=form.cleaned_data["reason"], by=request.user)
    return _("The seat is taken away. The journal keeps it.")


def _seat_or_404(request: HttpRequest, group: Group, institution: str) -> Seat:
    """The institution's own seat; with a person in the address hers, where the viewer may know of her."""
    rows = group.seats.filter(institution__package_id=institution).select_related(
        "group", "institution", "person"
    )
    asked = request.GET.get("persona", "")
    if asked:
        viewer = may_or_404(request)
        rows = rows.filter(
            person__in=people_visible_to(Person.objects.filter(uid=_uid(asked)), viewer).values("pk")
        )
    else:
        rows = rows.filter(person=None)
    if (found := rows.first()) is None:
        raise Http404
    return found


def _uid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


urlpatterns = [
    path("gestion/mesas/<slug:package_id>/asientos/", seats, name="desk_seats"),
    path("gestion/mesas/<slug:package_id>/asientos/<slug:institution>/", one, name="desk_seat"),
]
