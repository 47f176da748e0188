"""The office that runs the network: its page, how its papers will look, and its public logo."""

import re
from typing import Any
from urllib.parse import urlsplit

from babel.core import get_global
from babel.dates import get_timezone_location
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.files.answering import file_response
from network.files.checking import Checked, checked_image
from network.institutions.models import Institution
from network.office.models import Office
from network.office.queries import office
from network.office.services import DESCRIBED, describe_office
from network.vocabulary.words import COUNTRIES

from ..audience import coordinators, public
from .institutions_field import InstitutionsField

_LOGO = re.compile(r"[0-9a-f]{40}\.(?:png|jpg)\Z")


def time_zones() -> list[tuple[str, Any]]:
    """The zones of the countries whose words we have, by their cities."""
    language = get_language() or "es"
    territories = get_global("zone_territories")
    groups = []
    for code, name in COUNTRIES:
        zones = [zone for zone, territory in territories.items() if territory == code]
        cities = [(zone, get_timezone_location(zone, locale=language, return_city=True)) for zone in zones]
        groups.append((str(name), sorted(cities, key=lambda city: city[1])))
    return [("", _("As this installation was set up")), *groups]


class OfficeForm(forms.ModelForm[Office]):
    institution = InstitutionsField(
        label=gettext_lazy("The office in the directory"),
        help_text=gettext_lazy("The institution that this office is. Its letters count as issued by it."),
        single=True,
        required=False,
        max_length=250,
    )
    new_logo = forms.FileField(
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy(
            "PNG or JPEG of up to 2 MB. It appears on public pages; what the camera or the program "
            "wrote into the file besides the picture is removed."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    without_logo = forms.BooleanField(label=gettext_lazy("Remove the logo"), required=False)
    new_signature = forms.FileField(
        label=gettext_lazy("Drawn signature"),
        help_text=gettext_lazy(
            "PNG or JPEG of up to 2 MB, best on white or without background. It stands on certificates, and "
            "nowhere else: only those who run the network see it here."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    without_signature = forms.BooleanField(label=gettext_lazy("Remove the drawn signature"), required=False)

    quick_exit = forms.URLField(
        label=gettext_lazy("Where the quick exit leads"),
        help_text=gettext_lazy(
            "Pages about persons or violence have a button that covers them at once and leads here: to a "
            "page of others that says nothing to whoever looks, such as the weather or the news."
        ),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = Office
        fields = [name for name in DESCRIBED if name != "institution_key"]
        widgets = {
            "address": forms.Textarea(attrs={"rows": 2}),
            "eligibility": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "network_name": gettext_lazy("As people know it. It stands at the head of every page."),
            "office_name": gettext_lazy("It stands at the head of every letter."),
            "place": gettext_lazy("As it opens a letter, for instance: Guadalajara, Jalisco."),
            "country": gettext_lazy("It decides words that differ, such as dependencia or servicio."),
            "closing": gettext_lazy("For instance: Atentamente."),
            "eligibility": gettext_lazy("Shown to whoever asks to join."),
            "signer_post": gettext_lazy("It stands under the name on the line to sign."),
        }

    def __init__(self, *args: Any, host: str = "", **kwargs: Any) -> None:
        """`host` is the one by which whoever writes came here."""
        super().__init__(*args, **kwargs)
        self.host = host
        self.fields["quick_exit"].widget.attrs["placeholder"] = settings.QUICK_EXIT_URL
        key = self.instance.institution_key
        self.initial["institution"] = Institution.objects.filter(package_id=key).first() if key else None
        self.fields["time_zone"].widget = forms.Select(choices=time_zones())
        self.fields["country"].widget = forms.Select(
            choices=[("", _("As this installation was set up")), *COUNTRIES]
        )
        if not self.instance.logo:
            del self.fields["without_logo"]
        if not self.instance.signature_picture:
            del self.fields["without_signature"]
        self.order_fields(["network_name", "new_logo", "without_logo", "office_name", "institution", "place"])

    def clean_new_logo(self) -> Checked | None:
        upload = self.cleaned_data["new_logo"]
        return checked_image(upload) if upload else None

    def clean_new_signature(self) -> Checked | None:
        upload = self.cleaned_data["new_signature"]
        return checked_image(upload) if upload else None

    def clean_quick_exit(self) -> str:
        address: str = self.cleaned_data["quick_exit"]
        if address and urlsplit(address).netloc.lower() == self.host.lower():
            raise ValidationError(_("This address is of this very site. Choose a page of another one."))
        return address

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under the headings of the page."""
        named = {
            _("The network"): (
                "network_name",
                "new_logo",
                "without_logo",
                "eligibility",
                "target",
                "quick_exit",
            ),
            _("The office"): (
                "office_name",
                "institution",
                "address",
                "telephone",
                "email",
                "country",
                "time_zone",
            ),
            _("Its letters"): (
                "place",
                "closing",
                "signer_name",
                "signer_post",
                "new_signature",
                "without_signature",
            ),
        }
        return [
            (title, [self[name] for name in names if name in self.fields]) for title, names in named.items()
        ]


@coordinators
def office_page(request: HttpRequest) -> HttpResponse:
    described = office()
    form = OfficeForm(
        request.POST or None, request.FILES or None, instance=described, host=request.get_host()
    )
    if request.method == "POST" and form.is_valid():
        institution = form.cleaned_data["institution"]
        describe_office(
            by=request.user,
            logo=form.cleaned_data["new_logo"],
            without_logo=form.cleaned_data.get("without_logo", False),
            signature=form.cleaned_data["new_signature"],
            without_signature=form.cleaned_data.get("without_signature", False),
            institution_key=institution.package_id if institution else "",
            **{name: form.cleaned_data[name] for name in DESCRIBED if name != "institution_key"},
        )
        messages.success(request, _("The office is described. Letters and pages use it from now on."))
        return redirect("desk_office")
    context = {
        "form": form,
        "office": described if not form.is_bound else _typed(form),
        "logo": office().logo,
        "has_signature": bool(office().signature_picture),
    }
    return render(request, "network/desk/office.html", context)


@coordinators
@require_POST
def office_preview(request: HttpRequest) -> HttpResponse:
    """How the head and the end of a letter look with what is being typed; nothing is kept."""
    form = OfficeForm(request.POST, instance=office())
    form.is_valid()
    return render(
        request, "network/desk/office_preview.html", {"office": _typed(form), "logo": office().logo}
    )


@public
def logo(request: HttpRequest, name: str) -> FileResponse:
    """The logo of the office, which stands on public pages; no other private file."""
    storage = Office._meta.get_field("logo").storage
    stored = f"office/{name}"
    if not _LOGO.match(name) or not storage.exists(stored):
        raise Http404
    kind = "image/png" if name.endswith("png") else "image/jpeg"
    answer = file_response(storage.open(stored), name=name, content_type=kind, inline=True)
    answer["Cache-Control"] = "public, max-age=86400, immutable"
    return answer


@coordinators
def signature(request: HttpRequest) -> FileResponse:
    """The drawn signature as it stands on certificates issued now."""
    picture = office().signature_picture
    name = str(picture.name or "")
    if not name or not picture.storage.exists(name):
        raise Http404
    kind = "image/png" if name.endswith("png") else "image/jpeg"
    return file_response(picture.open("rb"), name="firma", content_type=kind, inline=True)


def _typed(form: OfficeForm) -> Office:
    """What stands in the form, right or wrong, as an office to look at."""
    shown = Office(pk=1)
    for name in DESCRIBED:
        if name not in {"target", "institution_key"}:
            setattr(shown, name, str(form.data.get(name, "")).strip())
    return shown


urlpatterns = [
    path("gestion/oficina/", office_page, name="desk_office"),
    path("gestion/oficina/vista/", office_preview, name="desk_office_preview"),
    path("gestion/oficina/firma/", signature, name="desk_office_signature"),
    path("oficina/logo/<str:name>", logo, name="office_logo"),
]
