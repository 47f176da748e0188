"""The privacy notice: its versions, and publishing the next one."""

from django import forms
from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.joining.models import PrivacyNotice
from network.joining.privacy import notice_in_force, publish_notice

from ...audience import coordinators
from ..posts.refusals import tell
from .application import trail


class NoticeForm(forms.Form):
    text_es = forms.CharField(
        label=gettext_lazy("Text in Spanish"),
        help_text=gettext_lazy(
            "A line that begins with ## opens a part, an empty line a paragraph. A hyphen makes a list."
        ),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"), max_length=40_000, widget=forms.Textarea(attrs={"rows": 16})
    )
    is_reviewed = forms.BooleanField(
        label=gettext_lazy("Our legal office has reviewed this text"), required=False
    )


@coordinators
def notice(request: HttpRequest) -> HttpResponse:
    current = notice_in_force()
    initial = {"text_es": current.text_es, "text_en": current.text_en, "is_reviewed": current.is_reviewed}
    form = NoticeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = publish_notice(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            notices.success(
                request, _("Version %(n)d is in force. Whoever joins agrees to it.") % {"n": made.version}
            )
            return redirect("desk_notice")
    context = {
        "form": form,
        "current": current,
        "versions": PrivacyNotice.objects.annotate(number=Count("consents")).order_by("-version"),
        "breadcrumb": trail(),
    }
    return render(request, "network/desk/joining/notice.html", context, status=422 if form.errors else 200)


urlpatterns = [path("gestion/ingresos/aviso-de-privacidad/", notice, name="desk_notice")]
