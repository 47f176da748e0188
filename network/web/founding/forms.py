"""What each step asks."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.models import User
from network.files.checking import Checked, checked_image
from network.office.models import Office
from network.vocabulary.national import CAPITAL_ZONE, usual_eligibility
from network.vocabulary.words import COUNTRIES

from ..desk.office import time_zones


class NetworkForm(forms.ModelForm[Office]):
    new_logo = forms.FileField(
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy("PNG or JPEG of up to 2 MB. You can also add it later, at the desk."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    class Meta:
        model = Office
        fields = ("network_name", "office_name")
        help_texts = {
            "network_name": gettext_lazy("As people know it. It stands at the head of every page."),
            "office_name": gettext_lazy(
                "The office that coordinates the network, for instance: Instituto Municipal de las Mujeres. "
                "It stands at the head of every letter."
            ),
        }

    def clean_new_logo(self) -> Checked | None:
        upload = self.cleaned_data["new_logo"]
        return checked_image(upload) if upload else None


class CountryForm(forms.Form):
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=COUNTRIES, widget=forms.RadioSelect)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)

    def __init__(self, *args: Any, described: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = [("", _("The hour of the capital")), *time_zones()[1:]]
        self.fields["time_zone"].choices = zones  # type: ignore[attr-defined]
        self.initial = {
            "country": described.country or settings.ENTRAMADO_COUNTRY,
            "time_zone": described.time_zone,
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        country, zone = said.get("country"), said.get("time_zone")
        if country and not zone:
            said["time_zone"] = CAPITAL_ZONE[country]
        elif country and zone:
            groups = dict(time_zones()[1:])
            if zone not in dict(groups[str(dict(COUNTRIES)[country])]):
                self.add_error("time_zone", _("This city lies in the other country."))
        return said


class WhoForm(forms.ModelForm[Office]):
    class Meta:
        model = Office
        fields = ("eligibility", "target")
        widgets = {
            "eligibility": forms.Textarea(attrs={"rows": 6}),
            "target": forms.TextInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "eligibility": gettext_lazy(
                "The home shows it to whoever asks to join. This is a draft: change it."
            ),
            "target": gettext_lazy(
                "The home shows it beside how many have joined. Leave it empty if you have none."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eligibility"].required = True
        if not self.instance.eligibility:
            self.initial["eligibility"] = usual_eligibility(self.instance.country)


class AdministratorForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("You log in with it. Nobody else sees it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password1 = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=gettext_lazy("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = password_validators_help_text_html()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, second = said.get("password1"), said.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        if first:
            try:
                validate_password(first, User(email=said.get("email", "")))
            except ValidationError as error:
                self.add_error("password1", error)
        return said
