"""One curriculum at the desk: its draft, what is in force, its editions; and saying what it is."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from network.vocabulary.models import Theme
from network.vocabulary.terms import terms
from network.web.audience import insiders
from network.web.desk.institutions_field import InstitutionsField
from network.web.desk.posts.refusals import tell, tell_all
from training.curricula.words import hours_of, hours_words, rule_words
from training.curricula.writing import (
    archive,
    discard_version,
    make_curriculum,
    missing,
    new_version,
    put_in_force,
    write_curriculum,
)
from training.editions.making import begin_edition
from training.enums import CurriculumAudience, VersionState
from training.models import Curriculum, CurriculumVersion, Edition
from training.queries import (
    editions_kept_by,
    institutions_offered,
    may_make_curricula,
    with_matter,
    with_sessions,
)

from ..doors import curriculum_place, edition_place, form_page, kept_curriculum_or_404, trail, viewer_of
from ..words import told_edition, told_modules
from .listing import version_words

_EDITIONS = 20


class CurriculumForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=200, required=False)
    outward_title = forms.CharField(
        label=gettext_lazy("Title for outside"),
        help_text=gettext_lazy(
            "What stands in e-mails, calendars and letters, where a superior or somebody at home may read "
            "it, and on its certificates, which then list no contents. On violence or harassment, leave it "
            "empty and it says “Training activity”."
        ),
        max_length=200,
        required=False,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    purpose = forms.CharField(
        label=pgettext_lazy("training", "What it is for"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    for_whom = forms.CharField(
        label=gettext_lazy("For whom"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )
    institution = InstitutionsField(
        label=gettext_lazy("Who offers it"),
        help_text=gettext_lazy("By name or acronym. Empty: the network."),
        single=True,
        required=False,
        max_length=250,
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who finds it"), choices=CurriculumAudience.choices, widget=forms.RadioSelect
    )
    themes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Themes"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, row: Curriculum | None, viewer: Any) -> None:
        names = (
            "title",
            "title_en",
            "outward_title",
            "kind",
            "purpose",
            "for_whom",
            "institution",
            "audience",
        )
        initial: dict[str, Any] = {"audience": CurriculumAudience.MEMBERS}
        if row is not None:
            initial = {name: getattr(row, name) for name in names} | {"themes": list(row.themes.all())}
        elif institutions_offered(viewer).count() == 1:
            initial["institution"] = institutions_offered(viewer).get()
        super().__init__(data, initial=initial)
        self.fields["kind"].choices = list(terms("training_kind").items())  # type: ignore[attr-defined]
        self.fields["themes"].queryset = Theme.objects.all()  # type: ignore[attr-defined]


@insiders
def new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if not may_make_curricula(viewer):
        raise Http404
    form = CurriculumForm(request.POST or None, row=None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_curriculum(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept. Add its modules now."))
            return redirect(curriculum_place(made))
    context = form_page(
        form=form,
        title=_("New curriculum"),
        submit=_("Save and go on"),
        breadcrumb=[*trail(), (_("Curricula"), reverse("desk_curricula"))],
        cancel=reverse("desk_curricula"),
    )
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


@insiders
def edit(request: HttpRequest, package_id: str) -> HttpResponse:
    row = kept_curriculum_or_404(request, package_id)
    form = CurriculumForm(request.POST or None, row=row, viewer=viewer_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            write_curriculum(curriculum=row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept."))
            return redirect(curriculum_place(row))
    context = form_page(
        form=form,
        title=_("What it is"),
        submit=_("Save"),
        breadcrumb=trail(row),
        cancel=curriculum_place(row),
    )
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


@insiders
def curriculum(request: HttpRequest, package_id: str) -> HttpResponse:
    row = kept_curriculum_or_404(request, package_id)
    versions = {one.state: one for one in with_matter(row.versions.exclude(state=VersionState.REPLACED))}
    draft, in_force = versions.get(VersionState.DRAFT), versions.get(VersionState.IN_FORCE)
    editions = editions_kept_by(
        with_sessions(Edition.objects.filter(version__curriculum=row)), viewer_of(request)
    )
    context = {
        "curriculum": row,
        "kind": row.get_kind_display(),  # type: ignore[attr-defined]
        "draft": _told(draft) if draft else None,
        "missing": missing(draft) if draft else [],
        "in_force": _told(in_force) if in_force else None,
        "editions": [(told_edition(one), edition_place(one)) for one in editions[:_EDITIONS]],
        "public": row.get_absolute_url() if in_force else "",
        "breadcrumb": trail(row)[:-1],
    }
    return render(request, "training/desk/curriculum.html", context)


def _told(version: CurriculumVersion) -> dict[str, Any]:
    return {
        "row": version,
        "words": version_words(version),
        "hours": hours_words(hours_of(version)),
        "modules": told_modules(version),
        "rule": rule_words(version),
        "share": version.attendance_share,
        "prerequisites": list(version.prerequisites.all()),
        "equivalences": list(version.equivalences.all()),
    }


@insiders
@require_POST
def deed(request: HttpRequest, package_id: str) -> HttpResponse:
    row = kept_curriculum_or_404(request, package_id)
    asked, by = request.POST.get("deed", ""), request.user
    try:
        if asked == "in_force":
            put_in_force(curriculum=row, by=by)  # type: ignore[arg-type]
            messages.success(request, _("It is in force: new editions begin with it."))
        elif asked == "new_version":
            new_version(curriculum=row, by=by)  # type: ignore[arg-type]
            messages.success(
                request, _("This is the draft of the new version. What is in force stays as it is.")
            )
        elif asked == "discard":
            discard_version(curriculum=row, by=by)  # type: ignore[arg-type]
            messages.success(request, _("The draft is gone."))
            if not Curriculum.objects.filter(pk=row.pk).exists():
                return redirect("desk_curricula")
        elif asked in ("archive", "offer"):
            archive(curriculum=row, by=by, is_archived=asked == "archive")  # type: ignore[arg-type]
            done = _("It is archived.") if asked == "archive" else _("It is offered again.")
            messages.success(request, done)
        elif asked == "edition":
            made = begin_edition(curriculum=row, by=by)  # type: ignore[arg-type]
            return redirect("desk_edition_step", made.package_id, 1)
    except ValidationError as error:
        tell_all(request, error)
    return redirect(curriculum_place(row))


_ONE = "gestion/formacion/programas/<slug:package_id>/"
urlpatterns = [
    path("gestion/formacion/programas/nuevo/", new, name="desk_curriculum_new"),
    path(_ONE, curriculum, name="desk_curriculum"),
    path(f"{_ONE}cambiar/", edit, name="desk_curriculum_edit"),
    path(f"{_ONE}hacer/", deed, name="desk_curriculum_deed"),
]
