"""What a draft teaches: a page for each module, content and work."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.web.audience import insiders
from network.web.desk.posts.refusals import tell, tell_all
from training.curricula.matter import (
    add_assignment,
    add_module,
    add_unit,
    move,
    remove,
    write_module,
    write_part,
)
from training.enums import Level
from training.models import Assignment, Curriculum, CurriculumContent, Module, Unit

from ..doors import curriculum_place, form_page, kept_curriculum_or_404, trail


class ModuleForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title of the module"), max_length=200)
    summary = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class NewModuleForm(ModuleForm):
    """A module with what it teaches, of the contents that no module of the draft has yet."""

    contents = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which contents it teaches"),
        help_text=gettext_lazy("Each can be changed afterwards, and others added."),
        queryset=CurriculumContent.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours of each content"),
        min_value=0,
        max_value=999,
        decimal_places=2,
        max_digits=5,
        required=False,
    )

    def __init__(self, *args: Any, curriculum: Curriculum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taught = Unit.objects.filter(module__version__curriculum=curriculum, module__version__state="draft")
        contents: Any = self.fields["contents"]
        contents.queryset = CurriculumContent.objects.exclude(units__in=taught).order_by("order")
        contents.label_from_instance = lambda one: f"{one.order}. {one}"
        if not contents.queryset.exists():
            del self.fields["contents"], self.fields["hours"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("contents") and said.get("hours") is None and "hours" not in self.errors:
            self.add_error("hours", _("Write how many hours each of the marked contents takes."))
        return said

    def says(self) -> dict[str, Any]:
        """What of it the verb takes: hours belong to contents."""
        said = dict(self.cleaned_data)
        if not said.get("contents"):
            said.pop("hours", None)
        return said


class UnitForm(forms.Form):
    content = forms.ModelChoiceField(
        label=gettext_lazy("Content"),
        queryset=CurriculumContent.objects.none(),
        help_text=gettext_lazy("One of the contents in which the network trains."),
        empty_label=gettext_lazy("Choose one"),
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours"), min_value=0, max_value=999, decimal_places=2, max_digits=5
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=Level.choices)
    outcomes = forms.CharField(
        label=gettext_lazy("What one knows or can do afterwards"),
        help_text=gettext_lazy("One outcome to a line."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    is_required = forms.BooleanField(label=gettext_lazy("It is required"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["content"].queryset = CurriculumContent.objects.order_by("order")  # type: ignore[attr-defined]


class WorkForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title of the work"), max_length=200)
    instructions = forms.CharField(
        label=gettext_lazy("What is to be handed in"),
        help_text=gettext_lazy("No cases, nothing about victims."),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    is_required = forms.BooleanField(label=gettext_lazy("It is required"), required=False, initial=True)


_PARTS: dict[str, tuple[type[Any], Any, type[forms.Form], Any, Any]] = {
    "contenido": (
        Unit,
        add_unit,
        UnitForm,
        gettext_lazy("Add a content"),
        gettext_lazy("Change the content"),
    ),
    "trabajo": (
        Assignment,
        add_assignment,
        WorkForm,
        gettext_lazy("Add a work"),
        gettext_lazy("Change the work"),
    ),
}


@insiders
def module_new(request: HttpRequest, package_id: str) -> HttpResponse:
    row = kept_curriculum_or_404(request, package_id)
    form = NewModuleForm(request.POST or None, curriculum=row)
    if request.method == "POST" and form.is_valid():
        try:
            add_module(curriculum=row, by=request.user, **form.says())  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            has_contents = bool(form.cleaned_data.get("contents"))
            messages.success(request, _("Kept.") if has_contents else _("Kept. Add its contents and works."))
            return _back(row)
    return _page(request, row, form, _("Add a module"), "")


@insiders
def module(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    row = kept_curriculum_or_404(request, package_id)
    found = _module(row, uid)
    form = ModuleForm(request.POST or None, initial={"title": found.title, "summary": found.summary})
    if request.method == "POST" and form.is_valid():
        try:
            write_module(module=found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept."))
            return _back(row)
    return _page(request, row, form, _("Change the module"), str(found))


@insiders
def part_new(request: HttpRequest, package_id: str, uid: uuid.UUID, kind: str) -> HttpResponse:
    row = kept_curriculum_or_404(request, package_id)
    found = _module(row, uid)
    _model, verb, make, title, _change = _PARTS[kind]
    form = make(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verb(module=found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept."))
            return _back(row)
    return _page(request, row, form, title, str(found))


@insiders
def part(request: HttpRequest, package_id: str, uid: uuid.UUID, kind: str) -> HttpResponse:
    row = kept_curriculum_or_404(request, package_id)
    model, _verb, make, _title, title = _PARTS[kind]
    found = get_object_or_404(_parts(model, row), uid=uid)
    names = list(make.base_fields)
    form = make(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            write_part(part=found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept."))
            return _back(row)
    return _page(request, row, form, title, str(found.module))


@insiders
@require_POST
def remove_part(request: HttpRequest, package_id: str, uid: uuid.UUID, kind: str) -> HttpResponse:
    row = kept_curriculum_or_404(request, package_id)
    found = _part_or_module(row, uid, kind)
    try:
        remove(part=found, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("It is out of the draft."))
    return _back(row)


@insiders
@require_POST
def move_part(request: HttpRequest, package_id: str, uid: uuid.UUID, kind: str) -> HttpResponse:
    """One place up or down; the page comes back with the focus on the button that was pressed."""
    row = kept_curriculum_or_404(request, package_id)
    found = _part_or_module(row, uid, kind)
    up = request.POST.get("to") == "up"
    try:
        moved = move(part=found, by=request.user, up=up)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        told = {"name": moved if kind == "modulo" else _called(moved)}
        messages.success(request, (_("Moved up: %(name)s") if up else _("Moved down: %(name)s")) % told)
    return redirect(f"{curriculum_place(row)}#{'sube' if up else 'baja'}-{uid}")


def _called(part: Any) -> str:
    return str(part.content) if isinstance(part, Unit) else str(part.title)


def _part_or_module(row: Curriculum, uid: uuid.UUID, kind: str) -> Any:
    return _module(row, uid) if kind == "modulo" else get_object_or_404(_parts(_PARTS[kind][0], row), uid=uid)


def _module(row: Curriculum, uid: uuid.UUID) -> Module:
    rows = Module.objects.filter(version__curriculum=row, version__state="draft")
    return get_object_or_404(rows.select_related("version__curriculum"), uid=uid)


def _parts(model: type[Any], row: Curriculum) -> Any:
    rows = model._default_manager.filter(module__version__curriculum=row, module__version__state="draft")
    return rows.select_related("module__version__curriculum")


def _back(row: Curriculum) -> HttpResponse:
    return redirect(curriculum_place(row) + "#borrador")


def _page(request: HttpRequest, row: Curriculum, form: forms.Form, title: Any, lead: str) -> HttpResponse:
    context = form_page(
        form=form,
        title=title,
        lead=lead,
        submit=_("Save"),
        breadcrumb=trail(row),
        cancel=curriculum_place(row),
    )
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


_ONE = "gestion/formacion/programas/<slug:package_id>/"
urlpatterns = [
    path(f"{_ONE}modulo/", module_new, name="desk_module_new"),
    path(f"{_ONE}modulo/<uuid:uid>/", module, name="desk_module"),
    *(
        entry
        for kind, name in (("contenido", "unit"), ("trabajo", "assignment"))
        for entry in (
            path(f"{_ONE}modulo/<uuid:uid>/{kind}/", part_new, {"kind": kind}, name=f"desk_{name}_new"),
            path(f"{_ONE}{kind}/<uuid:uid>/", part, {"kind": kind}, name=f"desk_{name}"),
            path(f"{_ONE}{kind}/<uuid:uid>/quitar/", remove_part, {"kind": kind}, name=f"desk_{name}_remove"),
            path(f"{_ONE}{kind}/<uuid:uid>/mover/", move_part, {"kind": kind}, name=f"desk_{name}_move"),
        )
    ),
    path(f"{_ONE}modulo/<uuid:uid>/mover/", move_part, {"kind": "modulo"}, name="desk_module_move"),
    path(f"{_ONE}modulo/<uuid:uid>/quitar/", remove_part, {"kind": "modulo"}, name="desk_module_remove"),
]
