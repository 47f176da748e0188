"""Recording a stage, the five conditions, and what the model of its kind expects."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.consolidation.enums import Answer, Condition, Presence
from network.consolidation.path import expected_of
from network.consolidation.queries import stage_now
from network.consolidation.services import Finding, move_stage, record_conditions, record_items
from network.institutions.enums import Aspect, Stage
from network.institutions.models import Mechanism

from ...audience import coordinators
from ..posts.fields import DocumentField, PartialDateInput
from ..posts.refusals import tell
from .mechanism import frame, mechanism_or_404

_EVERYONE = gettext_lazy("Let everyone read it")
_INTERNAL = gettext_lazy("Unmarked, only those who coordinate the network read it.")


class StageForm(forms.Form):
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), widget=forms.RadioSelect)
    on = PartialDateInput(label=gettext_lazy("Since when"))
    evidence = forms.CharField(
        label=gettext_lazy("By what one sees it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy(
            "To advance: the act, the budget line, the agreement. To go back: why. Name no person."
        ),
    )
    is_public = forms.BooleanField(label=_EVERYONE, help_text=_INTERNAL, required=False)

    def __init__(self, *args: Any, viewer: Viewer, mechanism: Mechanism, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = stage_now(mechanism)
        offered = [(one.value, str(one.label)) for one in Stage if one.value != now]
        self.fields["stage"].choices = offered  # type: ignore[attr-defined]
        self.fields["document"] = DocumentField(viewer, mechanism.institution, label=_("By what document"))
        self.order_fields(("stage", "on", "evidence", "document", "is_public"))


class ConditionsForm(forms.Form):
    """Five groups of fields, each named after its condition."""

    def __init__(self, *args: Any, viewer: Viewer, mechanism: Mechanism, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = {row.condition: row for row in mechanism.condition_findings.select_related("document")}
        document = DocumentField(viewer, mechanism.institution, label=_("By what document"))
        for one in Condition:
            row = present.get(one)
            fields = {
                "answer": forms.ChoiceField(
                    label=_("Is it met?"),
                    choices=Answer.choices,
                    widget=forms.RadioSelect,
                    initial=row.answer if row else Answer.NO_DATA.value,
                ),
                "evidence": forms.CharField(
                    label=_("By what one sees it"),
                    widget=forms.Textarea(attrs={"rows": 2}),
                    required=False,
                    initial=row.evidence if row else "",
                ),
                "document": document,
                "on": PartialDateInput(
                    label=_("As of when"), required=False, initial=row.on if row else _today(), help_text=""
                ),
                "is_public": forms.BooleanField(
                    label=_EVERYONE, required=False, initial=row.is_public if row else False
                ),
            }
            for name, field in fields.items():
                self.fields[f"{one}_{name}"] = field
            if row and row.document:
                self.initial[f"{one}_document"] = row.document.package_id

    def groups(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """Code, label and fields of each condition."""
        for one in Condition:
            yield (
                one.value,
                str(one.label),
                [self[name] for name in self.fields if name.startswith(f"{one}_")],
            )

    def findings(self) -> dict[Condition, Finding]:
        values = self.cleaned_data
        return {
            one: Finding(
                **{
                    name: values[f"{one}_{name}"]
                    for name in ("answer", "evidence", "document", "on", "is_public")
                }
            )
            for one in Condition
        }


class ItemsForm(forms.Form):
    """What the model expects, item by item; the date, the document and who reads it hold for what changes."""

    on = PartialDateInput(label=gettext_lazy("As of when"))
    is_public = forms.BooleanField(label=_EVERYONE, help_text=_INTERNAL, required=False)

    def __init__(self, *args: Any, viewer: Viewer, mechanism: Mechanism, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"] = DocumentField(viewer, mechanism.institution, label=_("By what document"))
        self.order_fields(("on", "document", "is_public"))
        self.expected = expected_of(mechanism)
        self.present = {
            (row.aspect, row.text): row for row in mechanism.item_findings.select_related("document")
        }
        for number, item in enumerate(self.expected):
            row = self.present.get(item)
            self.fields[f"p{number}"] = forms.ChoiceField(
                label=item[1],
                choices=Presence.choices,
                initial=row.presence if row else Presence.NO_DATA.value,
            )
            self.fields[f"e{number}"] = forms.CharField(
                label=_("By what one sees it"), required=False, initial=row.evidence if row else ""
            )

    def general(self) -> list[forms.BoundField]:
        return [self[name] for name in ("on", "document", "is_public")]

    def groups(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Label of each aspect, and the two fields of each of its items."""
        found: dict[Aspect, list[tuple[forms.BoundField, forms.BoundField]]] = {}
        for number, (aspect, _text) in enumerate(self.expected):
            found.setdefault(aspect, []).append((self[f"p{number}"], self[f"e{number}"]))
        return [(str(aspect.label), fields) for aspect, fields in found.items()]

    def findings(self) -> dict[tuple[Aspect, str], Finding]:
        """Those that say something else than what is recorded."""
        values, changed = self.cleaned_data, {}
        for number, item in enumerate(self.expected):
            row = self.present.get(item)
            said = (values[f"p{number}"], values[f"e{number}"])
            if said != ((row.presence, row.evidence) if row else (Presence.NO_DATA, "")):
                changed[item] = Finding(
                    answer=said[0],
                    evidence=said[1],
                    document=values["document"] or (row.document if row else None),
                    on=values["on"],
                    is_public=values["is_public"],
                )
        return changed


@coordinators
def stage(request: HttpRequest, package_id: str) -> HttpResponse:
    record = mechanism_or_404(package_id)
    initial = {"on": _today()}
    form = StageForm(request.POST or None, initial=initial, **_about(request, record))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            move_stage(
                mechanism=record,
                stage=Stage(values["stage"]),
                on=values["on"],
                evidence=values["evidence"],
                document=values["document"],
                is_public=values["is_public"],
                by=request.user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The stage is recorded."))
            return redirect("desk_mechanism", package_id)
    lead = _("It is now at the stage “%(stage)s”.") % {"stage": Stage(stage_now(record)).label}
    title = _("Record a stage")
    context = {**frame(record), "form": form, "title": title, "lead": lead, "submit": title}
    return render(request, "network/desk/posts/form.html", context)


@coordinators
def conditions(request: HttpRequest, package_id: str) -> HttpResponse:
    record = mechanism_or_404(package_id)
    form = ConditionsForm(request.POST or None, **_about(request, record))
    if request.method == "POST" and form.is_valid():
        try:
            changed = record_conditions(mechanism=record, findings=form.findings(), by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error, {one.value: f"{one}_evidence" for one in Condition})
        else:
            _tell_how_many(request, len(changed))
            return redirect("desk_mechanism", package_id)
    context = {
        **frame(record),
        "form": form,
        "title": _("The five conditions"),
        "lead": _(
            "What makes a mechanism outlast a government. “No data” is a good answer where nobody knows."
        ),
    }
    return render(request, "network/desk/mechanisms/conditions.html", context)


@coordinators
def items(request: HttpRequest, package_id: str) -> HttpResponse:
    record = mechanism_or_404(package_id)
    form = ItemsForm(request.POST or None, initial={"on": _today()}, **_about(request, record))
    if not form.expected:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            changed = record_items(mechanism=record, findings=form.findings(), by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            _tell_how_many(request, len(changed))
            return redirect("desk_mechanism", package_id)
    context = {
        **frame(record),
        "form": form,
        "title": _("Functions and instruments"),
        "lead": _(
            "What the model expects of a mechanism of this kind. Mark what you know; the rest can wait."
        ),
    }
    return render(request, "network/desk/mechanisms/items.html", context)


def _about(request: HttpRequest, record: Mechanism) -> dict[str, Any]:
    return {"viewer": request.viewer, "mechanism": record}  # type: ignore[attr-defined]


def _tell_how_many(request: HttpRequest, number: int) -> None:
    words = ngettext("%(n)s answer changed.", "%(n)s answers changed.", number) % {"n": number}
    messages.success(request, words)


def _today() -> str:
    return timezone.localdate().isoformat()


urlpatterns = [
    path("gestion/mecanismos/<slug:package_id>/etapa/", stage, name="desk_stage"),
    path("gestion/mecanismos/<slug:package_id>/condiciones/", conditions, name="desk_conditions"),
    path("gestion/mecanismos/<slug:package_id>/modelo/", items, name="desk_items"),
]
