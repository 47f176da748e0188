"""What is asked for each deed on a commitment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.commitments.models import Commitment

from ..documents.recording import ScanField
from ..institutions_field import InstitutionsField
from ..posts.fields import DocumentField, PartialDateInput


class CommitmentForm(forms.Form):
    """A deed on one commitment, as this viewer may do it. Each form has a prefix: several share the page."""

    def __init__(self, data: Any = None, files: Any = None, *, row: Commitment, viewer: Viewer) -> None:
        super().__init__(data, files, prefix=type(self).__name__.removesuffix("Form").lower())
        self.arrange(row, viewer)

    def arrange(self, row: Commitment, viewer: Viewer) -> None:
        """Fit the fields to the commitment."""


class ProgressForm(CommitmentForm):
    told_on = PartialDateInput(label=_("As of when"))
    text = forms.CharField(
        label=_("What was done"),
        help_text=_("No data of victims or of cases."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    scan = ScanField(label=_("A file that shows it"), required=False)
    link = forms.URLField(
        label=_("An address that shows it"), max_length=500, required=False, assume_scheme="https"
    )

    def arrange(self, row: Commitment, viewer: Viewer) -> None:
        label = _("A document that shows it")
        self.fields["document"] = DocumentField(viewer, row.debtor, label=label, empty_label=_("No document"))


class DoneForm(CommitmentForm):
    on = PartialDateInput(label=_("Done on"))


class AcknowledgedForm(CommitmentForm):
    on = PartialDateInput(label=_("Acknowledged on"))
    institution = InstitutionsField(
        label=_("Who acknowledges it"),
        help_text=_("Left empty, the institution it is owed to."),
        single=True,
        required=False,
        max_length=250,
    )

    def arrange(self, row: Commitment, viewer: Viewer) -> None:
        label = _("By what document")
        self.fields["document"] = DocumentField(viewer, row.creditor or row.debtor, label=label)
        if row.creditor is None:
            self.fields["institution"].help_text = ""
            self.fields["institution"].required = True


class NotMetForm(CommitmentForm):
    reason = forms.CharField(
        label=_("Why it was not met"),
        help_text=_("Read at the desk alone; everyone reads that it was not met."),
        max_length=300,
    )


class DueForm(CommitmentForm):
    due_on = PartialDateInput(label=_("Due by"))
    reason = forms.CharField(label=_("Why it is moved"), max_length=300)


class RemindForm(CommitmentForm):
    email = forms.EmailField(
        label=_("Institutional e-mail"),
        help_text=_("Without it, the text can be copied and the letter printed."),
        required=False,
    )
