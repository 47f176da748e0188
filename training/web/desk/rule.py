"""When a draft is completed, line by line; and what it asks for before, and what counts for it."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.vocabulary.words import folded
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell
from training.curricula.lines import Line, LineKind, to_lines, to_rule
from training.curricula.words import names_of, rule_words
from training.curricula.writing import write_conditions, write_rule
from training.enums import VersionState
from training.models import Curriculum, CurriculumContent, CurriculumVersion
from training.queries import with_matter

from ..doors import curriculum_place, form_page, kept_curriculum_or_404, trail

MORE = 2
"""So many empty lines stand below those that are filled."""


class LineForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What has to hold"),
        choices=[("", gettext_lazy("Nothing in this line")), *LineKind.choices],
        required=False,
    )
    number = forms.IntegerField(label=gettext_lazy("How many, or how many percent"), required=False)
    of = forms.MultipleChoiceField(
        label=gettext_lazy("Of which modules, contents or works"),
        help_text=gettext_lazy("For attendance, leave all unmarked to speak of the whole training."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, names: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = names  # type: ignore[attr-defined]

    @property
    def line(self) -> Line | None:
        said = self.cleaned_data
        return Line(said["kind"], said["number"], tuple(said["of"])) if said["kind"] else None


class ShareForm(forms.Form):
    attendance_share = forms.IntegerField(
        label=gettext_lazy("A content is done with attendance of at least so many percent"),
        help_text=gettext_lazy("Of the hours of the sessions that teach it."),
        min_value=1,
        max_value=100,
    )


@insiders
def rule(request: HttpRequest, package_id: str) -> HttpResponse:
    row = kept_curriculum_or_404(request, package_id)
    draft = _draft(row)
    names = [(code, capfirst(text)) for code, text in names_of(draft).items()]
    modules = [module.code for module in draft.modules.all()]
    data = request.POST or None
    try:
        known = to_lines(draft.rule, modules)
    except ValueError:  # made otherwise: it is said in words above the form
        known = []
    share = ShareForm(data, initial={"attendance_share": draft.attendance_share})
    number = len(known) + MORE if data is None else _lines_in(request)
    lines = [
        LineForm(data, prefix=f"l{place}", names=names, initial=_initial(known, place))
        for place in range(number)
    ]
    if request.method == "POST" and all([share.is_valid(), *_valid(share, lines)]):
        try:
            made = to_rule([one.line for one in lines], modules)
            write_rule(curriculum=row, by=request.user, rule=made, **share.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(share, error)
        else:
            messages.success(request, _("Kept."))
            return redirect(curriculum_place(row) + "#regla")
    context = {
        "curriculum": row,
        "share": share,
        "lines": lines,
        "number": number,
        "words": rule_words(draft),
        "has_matter": bool(names),
        "breadcrumb": trail(row),
        "back": curriculum_place(row),
    }
    is_wrong = bool(share.errors or any(one.errors for one in lines))
    return render(request, "training/desk/rule.html", context, status=422 if is_wrong else 200)


def _valid(share: ShareForm, lines: list[LineForm]) -> list[bool]:
    """What is wrong in a line stands at the top too, with its number."""
    for place, one in enumerate(lines, 1):
        for problem in (text for problems in one.errors.values() for text in problems):
            told = {"number": place, "problem": problem}
            share.add_error(None, _("Line %(number)s: %(problem)s") % told)
    return [one.is_valid() for one in lines]


def _initial(known: list[Line], place: int) -> dict[str, Any]:
    if place >= len(known):
        return {}
    line = known[place]
    return {"kind": line.kind, "number": line.number, "of": list(line.of)}


def _lines_in(request: HttpRequest) -> int:
    """How many lines the form had, which says so itself."""
    said = request.POST.get("lines", "")
    return min(max(int(said), 1), 40) if said.isdecimal() and len(said) < 4 else MORE


class ConditionsForm(forms.Form):
    prerequisites = forms.ModelMultipleChoiceField(
        label=gettext_lazy("What one has to have learned before"),
        queryset=CurriculumContent.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    equivalences = forms.CharField(
        label=gettext_lazy("What counts for a content"),
        help_text=gettext_lazy(
            "One to a line, by their numbers: “3 = 5” says that whoever has learned content 5 need not do "
            "content 3."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, data: Any = None, *, draft: CurriculumVersion) -> None:
        pairs = draft.equivalences.all()
        initial = {
            "prerequisites": list(draft.prerequisites.all()),
            "equivalences": "\n".join(f"{one.content.order} = {one.instead.order}" for one in pairs),
        }
        super().__init__(data, initial=initial)
        contents = CurriculumContent.objects.order_by("order")
        field: Any = self.fields["prerequisites"]
        field.queryset = contents
        field.label_from_instance = lambda one: f"{one.order}. {one}"

    def clean_equivalences(self) -> list[tuple[CurriculumContent, CurriculumContent]]:
        contents = {str(one.order): one for one in CurriculumContent.objects.all()}
        contents |= {folded(name): one for one in contents.values() for name in (one.title_es, one.title_en)}
        found, problems = [], []
        for number, line in enumerate(self.cleaned_data["equivalences"].splitlines(), 1):
            if not line.strip():
                continue
            parts = re.fullmatch(r"\s*(.+?)\s*=\s*(.+?)\s*", line)
            named = [contents.get(folded(part)) for part in parts.groups()] if parts else [None]
            if any(one is None for one in named):
                words = _("Line %(number)s: write the numbers of two contents, as in “3 = 5”.")
                problems.append(words % {"number": number})
            else:
                found.append((named[0], named[1]))
        if problems:
            raise ValidationError(problems)
        return found  # type: ignore[return-value]


@insiders
def conditions(request: HttpRequest, package_id: str) -> HttpResponse:
    row = kept_curriculum_or_404(request, package_id)
    form = ConditionsForm(request.POST or None, draft=_draft(row))
    if request.method == "POST" and form.is_valid():
        try:
            write_conditions(curriculum=row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept."))
            return redirect(curriculum_place(row) + "#regla")
    context = form_page(
        form=form,
        title=_("Before it, and what counts for it"),
        submit=_("Save"),
        breadcrumb=trail(row),
        cancel=curriculum_place(row),
    )
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


def _draft(row: Curriculum) -> CurriculumVersion:
    found = with_matter(row.versions.filter(state=VersionState.DRAFT)).first()
    if found is None:
        raise Http404
    return found


_ONE = "gestion/formacion/programas/<slug:package_id>/"
urlpatterns = [
    path(f"{_ONE}regla/", rule, name="desk_curriculum_rule"),
    path(f"{_ONE}requisitos/", conditions, name="desk_curriculum_conditions"),
]
