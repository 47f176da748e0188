"""What is asked of whoever wants to join."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz, process

from network.institutions.models import Institution
from network.joining.models import PrivacyNotice
from network.joining.privacy import mark_of, notice_in_force
from network.people.enums import PostLevel
from network.vocabulary.models import Theme
from network.vocabulary.words import folded

NONE_OF_THEM = "otra"
_OFFERED = 5
_ALIKE = 75  # of 100
_LISTED = 400  # so many names a browser can offer while one types


class ConsentForm(forms.Form):
    """A form that ends with saying yes to the privacy notice, in the version that was read."""

    consent = forms.BooleanField(
        error_messages={"required": gettext_lazy("Without your consent nothing of this may be kept.")}
    )
    mark = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["mark"] = lazy(lambda: mark_of(self.notice), str)()
        self.ask_consent(
            _("I have read the privacy notice (version %(n)d) and agree that my data are used as it says.")
        )

    @cached_property
    def notice(self) -> PrivacyNotice:
        """Looked up where its version is shown alone: what is sent goes by the mark that it carries."""
        return notice_in_force()

    def ask_consent(self, words: str) -> None:
        """`words` say to what, with the version of the notice at `%(n)d`."""
        self.fields["consent"].label = lazy(lambda: words % {"n": self.notice.version}, str)()

    def ask_again(self) -> None:
        """The notice changed while she was writing: all she typed stays, but her yes."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["mark"] = mark_of(self.notice)
        typed.pop("consent", None)
        self.data = typed
        self.add_error("consent", _("The privacy notice has changed meanwhile. Read it and tick this again."))


class ApplicationForm(ConsentForm):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy(
            "Best the one of your institution. We write to it to confirm; nobody sees it."
        ),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    institution = forms.CharField(
        label=gettext_lazy("Institution where you work"),
        help_text=gettext_lazy("By its name or acronym. If it is not in the list, write it all the same."),
        max_length=250,
        widget=forms.TextInput(attrs={"list": "instituciones", "autocomplete": "organization"}),
    )
    institution_pick = forms.CharField(required=False, max_length=120)
    post_title = forms.CharField(
        label=gettext_lazy("Your post"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    post_level = forms.ChoiceField(
        label=gettext_lazy("Level of your post"), choices=PostLevel.choices, widget=forms.RadioSelect
    )
    themes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Areas in which you work"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    does = forms.CharField(
        label=gettext_lazy("What you do"),
        help_text=gettext_lazy("In a few lines. Write no cases here, and no data of victims."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seeks = forms.CharField(
        label=gettext_lazy("What you are looking for in the network"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    website = forms.CharField(required=False, max_length=200)  # nobody sees it: only programs fill it in

    field_order = (
        "name", "email", "institution", "post_title", "post_level", "themes", "does", "seeks", "consent",
    )  # fmt: skip

    def __init__(self, *args: Any, account_email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = Theme.objects.order_by("label_es", "pk")  # type: ignore[attr-defined]
        self.offered: list[Institution] = []
        self.found: Institution | None = None
        if account_email:
            self.fields["email"].disabled = True
            self.initial["email"] = account_email
            self.fields["email"].help_text = _("It is the one of your account.")

    @property
    def shown_fields(self) -> list[Any]:
        return [self[name] for name in self.field_order if name not in ("consent",)]

    @property
    def listed(self) -> list[str]:
        """Names for the browser to offer, where they are not too many."""
        names = list(Institution.objects.order_by("name").values_list("name", flat=True)[: _LISTED + 1])
        return names if len(names) <= _LISTED else []

    @property
    def is_a_program(self) -> bool:
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        text = " ".join(said.get("institution", "").split())
        pick = said.get("institution_pick", "")
        if not text:
            return said
        if pick:
            self.offered = _like(text)  # shown again, with what she picked, where something else is wrong
        if pick == NONE_OF_THEM:
            return said
        self.found = self._named(pick, text)
        if self.found is None:
            self.offered = _like(text)
            if self.offered:
                self.add_error(
                    "institution",
                    _("Choose below whether it is one of these, or that it is not in the list."),
                )
        return said

    def _named(self, pick: str, text: str) -> Institution | None:
        if pick:
            return Institution.objects.filter(package_id=pick).first()
        said = folded(text)
        rows = Institution.objects.order_by("pk").values_list("pk", "name", "short_name")
        same = [pk for pk, *names in rows if said in {folded(name) for name in names if name}]
        return Institution.objects.get(pk=same[0]) if len(same) == 1 else None


def _like(text: str) -> list[Institution]:
    """The institutions of the list whose name is most like it, the likeliest first."""
    names = {pk: folded(name) for pk, name in Institution.objects.order_by().values_list("pk", "name")}
    best = process.extract(
        folded(text), names, scorer=fuzz.token_set_ratio, limit=_OFFERED, score_cutoff=_ALIKE
    )
    rows = Institution.objects.in_bulk([pk for _name, _score, pk in best])
    return [rows[pk] for _name, _score, pk in best]


class InvitedForm(ConsentForm):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        help_text=gettext_lazy("We write to it with the link to choose your password. Nobody else sees it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("email", "consent")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code of your invitation"),
        help_text=gettext_lazy("Sixteen letters and numbers, with or without hyphens."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("Write no cases here, and no data of victims."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
