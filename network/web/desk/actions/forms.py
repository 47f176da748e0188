"""The two forms of an action: what was done, and advice that was given."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.accounts.viewer import Viewer
from network.documents.queries import own_institution
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network
from network.milestones.models import PARTS, Channel, Milestone, MilestoneRole
from network.milestones.queries import last_recorded_by
from network.milestones.services import Action
from network.vocabulary.enums import CountOf, Qualifier
from network.vocabulary.models import Territory, Theme
from network.vocabulary.terms import terms

from ..institutions_field import InstitutionsField
from ..posts.fields import PartialDateInput
from .fields import PickedInstitutions, ScansField, boxes, found_by, lines_of, place_choices, place_of

ADVICE_KIND = "asistencia_tecnica"
_NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


def _whole(label: Any, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=10_000_000,
        widget=forms.TextInput(attrs=_NUMERIC),
        **kwargs,
    )


def _labelled(kinds: type[TextChoices], empty: Any = None) -> Callable[[], list[tuple[str, str]]]:
    """Their labels as a select shows them, in the language of the moment."""

    def choices() -> list[tuple[str, str]]:
        first = [("", str(empty))] if empty else []
        return [*first, *((code, capfirst(str(label))) for code, label in kinds.choices)]

    return choices


class RecordForm(forms.Form):
    """What both forms ask. `picked` are the institutions that are searched for and ticked."""

    mode = ""
    picks = "partners"
    rare: tuple[str, ...] = ()  # folded away
    presumed: tuple[str, ...] = ()  # of the folded ones, what the fold says while it is shut

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=400, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    started = PartialDateInput(label=_("When"), help_text=_("or 03/2025, or 2025"))
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.all(), to_field_name="code", empty_label=_("Choose…")
    )
    picked = PickedInstitutions(required=False)
    territory = forms.ChoiceField(
        label=_("Where"),
        required=False,
        help_text=_("Empty: where the institution is that it was with, else your own."),
    )
    photo = ScansField(
        label=_("Photo or scan"),
        required=False,
        help_text=_(
            "JPEG, PNG or PDF, up to 15 MB each. The place that the camera noted is removed. "
            "Only coordinators see it."
        ),
    )
    results = forms.CharField(
        label=_("Result"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=4000
    )
    lead = InstitutionsField(
        label=_("Who carried it out"),
        required=False,
        single=True,
        max_length=250,
        help_text=_("By name or acronym, as in the directory."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        self.viewer = viewer
        self.found: list[Institution] = []
        super().__init__(*args, **kwargs)
        self.fields["territory"].choices = place_choices()  # type: ignore[attr-defined]
        if "photo" in self.fields:  # a correction has none
            self.fields["photo"].widget.attrs["accept"] = "image/jpeg,image/png,application/pdf"

    @property
    def shown(self) -> list[Any]:
        """Every field that is not drawn apart, in its order."""
        return [self[name] for name in self.fields if name not in {"key", *self.rare}]

    @property
    def folded(self) -> list[Any]:
        return [self[name] for name in self.rare if name in self.fields]

    @property
    def is_unfolded(self) -> bool:
        """Whether something folded is wrong, or says more than what is presumed."""
        told = self.changed_data if self.is_bound else [name for name in self.rare if self.initial.get(name)]
        usual = () if self.is_bound else (*self.presumed, "territory", "lead")
        return any(name in self.errors or (name in told and name not in usual) for name in self.rare)

    @property
    def presumed_words(self) -> list[str]:
        """The choices that are taken unless the fold is opened, as their selects show them."""
        fields = [(self[name], self.fields[name].choices) for name in self.presumed]  # type: ignore[attr-defined]
        said = [
            dict(flatten_choices(choices)).get(field.value()) for field, choices in fields if field.value()
        ]
        return [str(one) for one in said if one]

    @property
    def remembered(self) -> list[Any]:
        """The institutions of last time that are not among the boxes."""
        shown = {box.package_id for box in self.boxes}
        rows = boxes((), self.initial.get("offered", ()))
        return [box for box in rows if box.package_id not in shown]

    @property
    def boxes(self) -> list[Any]:
        """The institutions to tick: ticked ones, and what was found or stands in doubt."""
        field: Any = self.fields["picked"]
        if self.is_bound:
            ids, _typed = self["picked"].data
            ticked = list(Institution.objects.filter(package_id__in=ids).order_by("name"))
        else:
            ticked = list(self.initial.get("picked", ()))
        return boxes(ticked, [*self.found, *field.offers])

    @property
    def typed(self) -> str:
        return str(self["picked"].data[1]) if self.is_bound else ""

    def look_up(self) -> None:
        """The step of searching, where nothing is saved: what was typed becomes boxes to tick."""
        self.found = [row for line in lines_of(self.typed) for row in found_by(line)]
        self._errors = ErrorDict()  # nothing is judged while she searches

    def place(self, lead: Institution | None) -> tuple[Territory, ...]:
        number = self.cleaned_data.get("territory")
        if number:
            return tuple(Territory.objects.filter(pk=int(number)))
        return tuple(filter(None, [place_of([*self.cleaned_data["picked"], lead])]))

    def lead_given(self) -> Institution | None:
        return self.cleaned_data.get("lead") or usual_lead(self.viewer)

    @abstractmethod
    def action(self) -> Action:
        """What the form tells, once it is valid. Raises nothing; the service judges it."""


class ActionForm(RecordForm):
    rare: tuple[str, ...] = ("kind", "territory", "photo", *PARTS, "ended", "results", "summary", "lead")
    presumed = ("kind", "territory")

    kind = forms.ChoiceField(label=_("Kind"))
    participants = _whole(pgettext_lazy("number", "People"))
    count_of = forms.ChoiceField(
        label=_("What the number counts"), required=False, choices=_labelled(CountOf, _("Choose…"))
    )
    qualifier = forms.ChoiceField(
        label=_("How exact"), required=False, choices=_labelled(Qualifier, _("Choose…"))
    )
    women = _whole(_("Women"))
    men = _whole(_("Men"))
    other = _whole(_("Other"))
    no_data = _whole(_("No data"))
    ended = PartialDateInput(label=_("Until when"), required=False)
    summary = forms.CharField(
        label=_("In more words"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=4000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("What was done")
        self.fields["picked"].label = _("With whom")
        self.fields["kind"].choices = list(terms("milestone_kind").items())  # type: ignore[attr-defined]
        if not self.initial.get("territory"):  # nothing to presume: it is asked
            self.rare = tuple(name for name in self.rare if name != "territory")
            self.fields["territory"].help_text = ""
        first = ("key", "title", "picked", "started", "theme", "territory")
        self.order_fields((*first, "participants", "qualifier", "count_of", *self.rare))

    def action(self) -> Action:
        values, lead = self.cleaned_data, self.lead_given()
        plain = ("title", "kind", "theme", "started", "ended", "summary", "results")
        numbers = ("participants", "count_of", "qualifier", *PARTS)
        return Action(
            **{name: values[name] for name in (*plain, *numbers)},
            territories=self.place(lead),
            lead=lead,
            partners=tuple(row for row in values["picked"] if row != lead),
        )


class AdviceForm(RecordForm):
    mode = "asesoria"
    picks = "asked"
    rare = ("results", "photo", "territory", "lead")

    channel = forms.ChoiceField(label=_("By what way"), choices=_labelled(Channel))
    minutes = _whole(_("Minutes"))
    minutes_qualifier = forms.ChoiceField(label=_("How exact"), required=False, choices=_labelled(Qualifier))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("What was asked")
        self.fields["title"].help_text = _("The matter, never a case: for instance, how to write a protocol.")
        self.fields["picked"].label = _("Which institution asked")
        self.fields["picked"].required = True
        self.fields["results"].label = _("What came of it")
        first = ("key", "title", "picked", "started", "theme", "channel", "minutes", "minutes_qualifier")
        self.order_fields((*first, *self.rare))

    def action(self) -> Action:
        values, lead = self.cleaned_data, self.lead_given()
        plain = ("title", "theme", "started", "results", "channel", "minutes")
        return Action(
            **{name: values[name] for name in plain},
            kind=ADVICE_KIND,
            minutes_qualifier=values["minutes_qualifier"] if values["minutes"] is not None else "",
            territories=self.place(lead),
            lead=lead,
            asked=tuple(row for row in values["picked"] if row != lead),
        )


FORMS: dict[str, type[RecordForm]] = {form.mode: form for form in (ActionForm, AdviceForm)}


def usual_lead(viewer: Viewer) -> Institution | None:
    """Whose actions she records: the office's, or of the first institution that she coordinates."""
    office = own_institution()
    if coordinates_network(viewer):
        return office
    hers = coordinated_by(viewer)
    if office and hers.filter(pk=office.pk).exists():
        return office
    return hers.order_by("name", "pk").first()


def begun(viewer: Viewer, mode: str) -> dict[str, Any]:
    """How that form begins: today, with what she chose in it the last time offered again."""
    last = last_recorded_by(viewer.user_id, advice=bool(mode))
    lead = usual_lead(viewer)
    values: dict[str, Any] = {
        "started": timezone.localdate().isoformat(),
        "lead": lead,
        "kind": "otro",
        "minutes_qualifier": Qualifier.APPROX.value,
    }
    places = list(last.territories.all()[:1]) if last else []
    place = places[0] if places else place_of([lead])
    values["territory"] = str(place.pk) if place else ""
    if last:
        values["theme"] = last.theme.code
        values["kind"] = last.kind
        roles = last.institutions.exclude(role=MilestoneRole.LEAD).select_related("institution")
        values["offered"] = [row.institution for row in roles.order_by("institution__name")[:6]]
    return values


def told_again(milestone: Milestone) -> dict[str, Any]:
    """What the form shows of an action that is to be corrected."""
    values = {name: getattr(milestone, name) for name in ActionForm.base_fields if hasattr(milestone, name)}
    values |= {name: getattr(milestone, name) for name in ("channel", "minutes", "minutes_qualifier")}
    roles = list(milestone.institutions.select_related("institution").order_by("institution__name"))
    place = milestone.territories.first()
    picked = MilestoneRole.BENEFICIARY if milestone.channel else MilestoneRole.PARTNER
    values.update(
        theme=milestone.theme.code,
        territory=str(place.pk) if place else "",
        picked=[row.institution for row in roles if row.role == picked],
        lead=next((row.institution for row in roles if row.role == MilestoneRole.LEAD), None),
        summary="" if milestone.summary == milestone.title else milestone.summary,
    )
    return values


# What the services call otherwise than the forms do.
NAMES = {"territories": "territory", "asked": "picked", "partners": "picked"}
