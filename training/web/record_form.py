"""The form of a training that she took elsewhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from network.web.desk.posts.fields import PartialDateInput
from training.models import CurriculumContent, ExternalTraining


class ContentsField(forms.ModelMultipleChoiceField):
    """Contents of the network, by their number."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.order}. {obj}"


class ExternalForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Which training it was"), max_length=200)
    provider = forms.CharField(label=gettext_lazy("Who gave it"), max_length=200)
    started = PartialDateInput(label=gettext_lazy("When it began, or when it was"), required=False)
    ended = PartialDateInput(
        label=gettext_lazy("When it ended"),
        help_text=gettext_lazy("As exactly as you know: 2024, marzo de 2024 or 15/03/2024."),
        required=False,
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours, as the certificate says"),
        required=False,
        min_value=0,
        max_value=5000,
        max_digits=6,
        decimal_places=2,
        localize=True,
    )
    contents = ContentsField(
        label=gettext_lazy("Contents of the network that it taught"),
        help_text=gettext_lazy("The office looks at the certificate and decides which of them count."),
        queryset=CurriculumContent.objects.all(),
        required=False,
    )
    upload = forms.FileField(
        label=gettext_lazy("What shows it"),
        help_text=gettext_lazy(
            "The certificate or a letter, as PDF, JPEG or PNG, up to 15 MB. Only you and whoever verifies it "
            "for your office can open it. No cases and no data of victims."
        ),
        required=False,
        error_messages={
            "required": gettext_lazy("Choose the file that shows it: a certificate, a letter."),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, training: ExternalTraining | None = None
    ) -> None:
        initial: dict[str, Any] = {}
        if training is not None:
            names = ("title", "provider", "started", "ended", "hours")
            initial = {name: getattr(training, name) for name in names}
            if training.hours is not None and training.hours == int(training.hours):
                initial["hours"] = int(training.hours)
            initial["contents"] = list(training.contents.all())
        super().__init__(data, files, initial=initial)
        upload = self.fields["upload"]
        if training is not None:
            upload.label = gettext_lazy("Another file in the place of the one that is kept")
        else:
            upload.required = True


class VerifyForm(forms.Form):
    """Which contents count; at first those that she named."""

    contents = ContentsField(
        label=gettext_lazy("Contents that count for it"),
        help_text=gettext_lazy("None may be right too: then its hours stand in her record, and no content."),
        queryset=CurriculumContent.objects.all(),
        required=False,
    )
    comment = forms.CharField(
        label=gettext_lazy("A word to her"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("What is missing, for her to mend"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Write what is missing, so that she can mend it.")},
        widget=forms.Textarea({"rows": 3}),
    )
