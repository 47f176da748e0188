"""The governments under which the history of posts is told: recorded, corrected, removed."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.institutions.governments import (
    GovernmentParticulars,
    change_government,
    record_government,
    retract_government,
)
from network.institutions.models import GovernmentTerm, Institution
from network.institutions.queries import posts_told_by
from network.vocabulary.countries import country_name
from network.vocabulary.models import Territory
from network.vocabulary.spans import span_words
from network.vocabulary.words import folded

from ...audience import coordinators
from .fields import PartialDateInput
from .refusals import tell

_NAMED = 5


class GovernmentForm(forms.Form):
    place = forms.ChoiceField(label=gettext_lazy("Of which place"))
    name = forms.CharField(
        label=gettext_lazy("How it is called"),
        max_length=200,
        help_text=gettext_lazy("For instance: Administration 2021–2024."),
    )
    started = PartialDateInput(label=gettext_lazy("Since when"))
    ended = PartialDateInput(
        label=gettext_lazy("Until when"), required=False, help_text=gettext_lazy("Empty if it goes on.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = dict(_places())
        if (asked := self.initial.get("place")) and asked not in offered:  # no institution is there any more
            offered[asked] = self.initial["place_name"]
        self.fields["place"].choices = [("", _("Choose one")), *offered.items()]  # type: ignore[attr-defined]

    def says(self) -> GovernmentParticulars:
        values = self.cleaned_data
        return GovernmentParticulars(
            name=values["name"], started=values["started"], ended=values["ended"], **self._where()
        )

    def _where(self) -> dict[str, Any]:
        code = self.cleaned_data["place"]
        if not code.isdigit():
            return {"country": code}
        place = Territory.objects.select_related("parent").get(pk=code)
        if place.kind == Territory.Kind.MUNICIPALITY:
            return {"municipality": place, "region": place.parent}
        return {"region": place}


class ChangedGovernmentForm(GovernmentForm):
    reason = forms.CharField(
        label=gettext_lazy("What was wrong"), max_length=300, help_text=gettext_lazy("Kept in the journal.")
    )


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is removed"),
        max_length=300,
        help_text=gettext_lazy("Kept in the journal."),
    )


def _places() -> list[tuple[str, str]]:
    """The countries, regions and municipalities in which there are institutions."""
    used = Institution.objects.order_by()
    codes = set(used.exclude(country="").values_list("country", flat=True))
    countries = [(code, country_name(code)) for code in sorted(codes)]
    places = Territory.objects.filter(
        Q(pk__in=used.values("municipality")) | Q(pk__in=used.values("region"))
    ).select_related("parent")
    named = [(str(p.pk), f"{p.name}, {p.parent.name}" if p.parent else p.name) for p in places]
    return [*countries, *sorted(named, key=lambda one: folded(one[1]))]


@coordinators
def governments(request: HttpRequest) -> HttpResponse:
    form = GovernmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_government(says=form.says(), by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The government is recorded. The histories of posts show it."))
            return redirect("desk_governments")
    rows = GovernmentTerm.objects.select_related("region", "municipality")
    context = {
        "form": form,
        "rows": [
            {"term": row, "place": _place(row), "span": span_words(row.started, row.ended)}
            for row in sorted(rows, key=lambda row: (folded(_place(row)), row.started))
        ],
        "breadcrumb": [(_("Desk"), reverse("desk")), (_("Posts"), reverse("desk_posts"))],
    }
    return render(request, "network/desk/posts/governments.html", context)


@coordinators
def changed(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    term = _term_or_404(uid)
    territory = term.municipality or term.region
    initial = {
        "place": str(territory.pk) if territory else term.country,
        "place_name": _place(term),
        "name": term.name,
        "started": term.started,
        "ended": term.ended,
    }
    form = ChangedGovernmentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            change_government(government=term, says=form.says(), by=request.user, reason=reason)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The government was corrected. The histories of posts show it."))
            return redirect("desk_governments")
    context = {
        **_frame(term),
        "form": form,
        "title": _("Correct the government"),
        "lead": _depends(term),
        "submit": _("Save"),
    }
    return render(request, "network/desk/posts/form.html", context)


@coordinators
def removed(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    term = _term_or_404(uid)
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            retract_government(government=term, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The government was removed. The journal keeps what it said."))
            return redirect("desk_governments")
    context = {
        **_frame(term),
        "form": form,
        "title": _("Remove the government?"),
        "lead": _depends(term)
        + " "
        + _("No designation changes: their history is told without this government."),
        "submit": _("Remove the government"),
    }
    return render(request, "network/desk/posts/form.html", context)


def _depends(term: GovernmentTerm) -> str:
    """The posts whose history is told by it, the first of them by name."""
    posts = posts_told_by(term)
    number = posts.count()
    if not number:
        return _("No post's history is told by it.")
    names = [
        f"{post.name} ({post.institution.called})" for post in posts.select_related("institution")[:_NAMED]
    ]
    if number > _NAMED:
        names.append(ngettext("%(n)s more", "%(n)s more", number - _NAMED) % {"n": number - _NAMED})
    words = ngettext(
        "The history of %(n)s post is told by it: %(names)s.",
        "The histories of %(n)s posts are told by it: %(names)s.",
        number,
    )
    return words % {"n": number, "names": "; ".join(names)}


def _term_or_404(uid: uuid.UUID) -> GovernmentTerm:
    return get_object_or_404(GovernmentTerm.objects.select_related("region", "municipality"), uid=uid)


def _frame(term: GovernmentTerm) -> dict[str, Any]:
    here = reverse("desk_governments")
    return {
        "kicker": f"{term.name} · {_place(term)} · {span_words(term.started, term.ended)}",
        "breadcrumb": [
            (_("Desk"), reverse("desk")),
            (_("Posts"), reverse("desk_posts")),
            (_("Governments"), here),
        ],
        "cancel": here,
        "settings": [],
    }


def _place(row: GovernmentTerm) -> str:
    found = row.municipality or row.region
    return found.name if found else country_name(row.country)


urlpatterns = [
    path("gestion/gobiernos/", governments, name="desk_governments"),
    path("gestion/gobiernos/<uuid:uid>/corregir/", changed, name="desk_government_change"),
    path("gestion/gobiernos/<uuid:uid>/quitar/", removed, name="desk_government_remove"),
]
