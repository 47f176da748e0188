"""Fields that several forms of posts share."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.documents.enums import DocumentStatus
from network.documents.models import Document
from network.documents.queries import visible_to
from network.institutions.models import Institution
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.spans import date_words
from network.vocabulary.typed_dates import typed_date

_MOST_DOCUMENTS = 200


class PartialDateInput(forms.CharField):
    """A year, a month or a day, typed as offices do: 2025, 03/2025, 15/03/2025, or 2025-03-15."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("As exact as you know it: 2025, 03/2025 or 15/03/2025."))
        super().__init__(max_length=30, **kwargs)
        self.widget.attrs.update({"autocomplete": "off"})  # a phone's keys for numbers may have no / nor -

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        if not (read := typed_date(text)):
            raise forms.ValidationError(_("Write the date as 2020, 03/2020 or 15/03/2020."))
        return PartialDate(read)


class DocumentField(forms.ModelChoiceField):
    """A document the viewer may see: those around the institution first, then the latest."""

    def __init__(self, viewer: Viewer, institution: Institution, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("No document yet"))
        super().__init__(
            queryset=_offered(viewer, institution), to_field_name="package_id", required=False, **kwargs
        )

    def label_from_instance(self, document: Document) -> str:
        return f"{document} · {date_words(document.issued_on)} · {document.subject[:70]}"


def _offered(viewer: Viewer, institution: Institution) -> QuerySet[Document]:
    """What was issued and not cancelled: what is around the institution, and the latest of the rest."""
    visible = visible_to(Document.objects.filter(status=DocumentStatus.ISSUED), viewer)
    received = Document.addressees.through.objects.filter(institution=institution).values("document")
    around = Q(issuer=institution) | Q(pk__in=received) | Q(mechanism__institution=institution)
    near = list(visible.filter(around).order_by("-issued_on", "-pk").values_list("pk", flat=True))
    latest = list(visible.order_by("-issued_on", "-pk").values_list("pk", flat=True)[:_MOST_DOCUMENTS])
    return visible.filter(pk__in={*near, *latest}).order_by("-issued_on", "-pk")
