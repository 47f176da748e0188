"""How each kind of notice reaches her, and in which language her e-mails speak."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.models import User
from network.messages.queries import sends_email
from network.notices.models import Preference
from network.notices.queries import kinds
from network.notices.rules import chosen, offered
from network.notices.services import choose
from network.vocabulary.notices import Delivery

from ..audience import insiders


class PreferencesForm(forms.Form):
    """One choice for each kind of notice that may be chosen, and the language."""

    def __init__(
        self, *args: Any, preferences: dict[str, str], language: str, roles: set[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for kind in kinds().values():
            if not kind.is_security and (not kind.roles or not roles.isdisjoint(kind.roles)):
                self.fields[kind.name] = forms.ChoiceField(
                    label=kind.label,
                    choices=[(one.value, one.label) for one in offered(kind)],
                    initial=chosen(kind, preferences),
                )
        self.fields["language"] = forms.ChoiceField(
            label=gettext_lazy("Language of my e-mails"), choices=settings.LANGUAGES, initial=language
        )


@insiders
def preferences(request: HttpRequest) -> HttpResponseBase:
    user: User = request.user  # type: ignore[assignment]
    kept = dict(Preference.objects.filter(to=user).values_list("kind", "delivery"))
    roles = {fact.role for fact in request.viewer.grants}  # type: ignore[attr-defined]
    form = PreferencesForm(request.POST or None, preferences=kept, language=user.language, roles=roles)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        language = said.pop("language")
        choose(
            user=user, deliveries={name: Delivery(value) for name, value in said.items()}, language=language
        )
        messages.success(request, _("Kept. From now on they reach you like this."))
        return redirect("notice_preferences")
    context = {
        "title": _("How notices reach me"),
        "lead": _("Say which ones you want in the list behind the bell, and which also by e-mail."),
        "breadcrumb": [(_("Your notices"), reverse("notices"))],
        "form": form,
        "email": user.email,
        "always": [kind.label for kind in kinds().values() if kind.is_security],
        "sends_email": sends_email(),
    }
    return render(request, "network/notices/preferences.html", context)


urlpatterns = [path("mis-avisos/preferencias/", preferences, name="notice_preferences")]
