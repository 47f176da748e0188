"""The step of the institutions: the government, the office within it, and its departments one to a line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.exchange.listing.departments import likely_kind
from network.institutions.enums import Level
from network.institutions.founding import Named, convene
from network.institutions.models import Institution
from network.office.models import Office
from network.office.queries import office
from network.office.services import describe_office
from network.vocabulary.national import departments as departments_word
from network.vocabulary.national import place_words
from network.vocabulary.terms import terms
from network.vocabulary.words import folded

from ..desk.posts.refusals import tell
from .door import INSTITUTIONS, NETWORK, after, done, founders, frame, go_to
from .rows import MOST, Row, doubted, kept, posted, problems, typed

_HEADS = {
    Level.MUNICIPAL: "municipality",
    Level.REGIONAL: "regional_government",
    Level.NATIONAL: "other",
    Level.INTERNATIONAL: "international_organisation",
}


class GovernmentForm(forms.Form):
    government = forms.CharField(
        label=gettext_lazy("The government that convenes"),
        help_text=gettext_lazy(
            "For instance: Gobierno Municipal de Guadalajara, Gobierno Regional de Coquimbo. If your office "
            "is not part of a government, write its own name."
        ),
        max_length=250,
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=Level.choices)
    region = forms.CharField(
        max_length=120,
        required=False,
        help_text=gettext_lazy("Where you work: by it actions are counted and governments told apart."),
    )
    municipality = forms.CharField(max_length=120, required=False)
    acronym = forms.CharField(label=gettext_lazy("Acronym of your office"), max_length=120, required=False)
    more = forms.CharField(
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )


@founders
def institutions(request: HttpRequest) -> HttpResponse:
    described = office()
    if NETWORK not in done(described):
        return go_to(request, NETWORK)
    seat = (
        Institution.objects.select_related("parent")
        .filter(package_id=described.institution_key or None)
        .first()
    )
    form = _form(request, described, seat)
    before = _departments(seat)
    if request.method != "POST":
        return _page(request, form, kept(before), [])
    rows = posted(request.POST, terms("institution_kind"))
    if not form.is_valid():
        return _page(request, form, rows, [], status=422)
    others = {folded(text): text for text in (form.cleaned_data["government"], described.office_name)}
    fresh = typed(form.cleaned_data["more"])
    looked = doubted([*rows, *fresh], others, fresh=bool(fresh))
    if fresh and len(looked) <= MOST:  # nothing is kept before it was looked over
        data = request.POST.copy()
        data["more"] = ""
        form.data = data
        return _page(request, form, looked, [], is_review=True)
    wrong = problems(looked)
    if not wrong:
        wrong = _keep(request, form, described, seat, before, looked)
        if not wrong and not form.errors:
            return after(request, INSTITUTIONS)
    return _page(request, form, rows if fresh else looked, wrong, status=422)


def _keep(
    request: HttpRequest,
    form: GovernmentForm,
    described: Office,
    seat: Institution | None,
    before: list[Institution],
    rows: list[Row],
) -> list[str]:
    """Write them; what stands in the way, where something does."""
    said, known = form.cleaned_data, {row.pk: row for row in before}
    head = said["government"]
    kind = _HEADS[Level(said["level"])] if said["level"] != Level.NATIONAL else likely_kind(head)
    if seat is not None and seat.parent is not None:
        government = Named(name=head, kind=kind, row=seat.parent)
    else:
        government = Named(name=head, kind=kind)
    same = folded(described.office_name) == folded(head)
    own = Named(
        name=described.office_name,
        short_name=said["acronym"],
        kind=likely_kind(described.office_name),
        row=seat if seat is not None and seat.parent is not None and not same else None,
    )
    if same:
        government = Named(name=head, kind=likely_kind(head), short_name=said["acronym"], row=government.row)
    try:
        convened = convene(
            government=government,
            office=own,
            departments=[_named(row, known) for row in rows if not row.leave_out],
            without=[known[row.pk] for row in rows if row.leave_out and row.pk in known],
            level=said["level"],
            country=described.country,
            region=said["region"],
            municipality=said["municipality"],
            by=None,
        )
    except ProtectedError:
        return [_("One of those you leave out is already in use. Keep it.")]
    except ValidationError as error:
        tell(form, error, {"name": "government"})
        return []
    describe_office(by=None, institution_key=convened.office.package_id)
    return []


def _named(row: Row, known: dict[int, Institution]) -> Named:
    return Named(
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        row=known.get(row.pk) if row.pk is not None else None,
    )


def _form(request: HttpRequest, described: Office, seat: Institution | None) -> GovernmentForm:
    head = seat and (seat.parent or seat)
    initial = {
        "government": head.name if head else "",
        "level": head.level if head else Level.MUNICIPAL,
        "region": head.region.name if head and head.region else "",
        "municipality": head.municipality.name if head and head.municipality else "",
        "acronym": seat.short_name if seat else "",
    }
    form = GovernmentForm(request.POST or None, initial=initial)
    words = {"departments": departments_word(described.country)}
    form.fields["region"].label, form.fields["municipality"].label = place_words(described.country)
    form.fields["more"].label = _("The %(departments)s, one to a line") % words
    form.fields["more"].help_text = _(
        "With its acronym in parentheses, if it has one: Dirección de Obras Públicas (DOP). "
        "You can leave this empty: your list of people brings them too."
    )
    return form


def _departments(seat: Institution | None) -> list[Institution]:
    if seat is None:
        return []
    head = seat.parent or seat
    return list(head.children.exclude(pk=seat.pk).order_by("pk")[:MOST])


def _page(
    request: HttpRequest,
    form: GovernmentForm,
    rows: list[Row],
    wrong: list[str],
    *,
    is_review: bool = False,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "fields": [form[name] for name in ("government", "level", "region", "municipality", "acronym")],
        "rows": list(enumerate(rows)),
        "kinds": list(terms("institution_kind").items()),
        "wrong": wrong,
        "is_review": is_review,
        "repeated": sum(bool(row.doubt) for row in rows),
        **frame(request, INSTITUTIONS),
    }
    return render(request, "network/founding/institutions.html", context, status=status)


urlpatterns = [path("empezar/instituciones/", institutions, name="founding_institutions")]
