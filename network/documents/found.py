"""Documents by folio or number, subject, issuer or stamp; the one that bears the very number comes alone."""

from urllib.parse import urlencode

from django.db.models import Case, F, TextField, Value, When
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.folding import Part
from network.vocabulary.found import Asked, FoundGroup, FoundItem, in_order, ranked
from network.vocabulary.panels import Link
from network.vocabulary.spans import date_words
from network.vocabulary.terms import terms

from .models import Document
from .queries import may_write, visible_to
from .rules import status_badges

OTHERS = ("subject", "issuer__name", "issuer__short_name")
AT_DESK = (*OTHERS, "received_stamp", "package_id")
"""What the search of the desk and the lists read alike, besides the names."""


def names() -> tuple[Part, ...]:
    """ "012/2026", and "Oficio 012/2026" as one says it."""
    kinds = (When(kind=code, then=Value(label)) for code, label in terms("document_kind").items())
    kind = Case(*kinds, default=F("kind"), output_field=TextField())
    said = Concat(kind, Value(" "), "number", output_field=TextField())
    return "number", Case(When(number="", then=Value("")), default=said, output_field=TextField())


def found(asked: Asked, viewer: Viewer) -> list[FoundGroup]:
    visible = visible_to(Document.objects.order_by(), viewer)
    at_desk = may_write(viewer)
    best = ranked(visible, asked, names=names(), others=AT_DESK if at_desk else OTHERS)
    items = tuple(
        FoundItem(
            f"{row}: {row.subject}",
            _page(row, at_desk),
            (row.issuer.called if row.issuer else _("no issuer recorded"), date_words(row.issued_on)),
            next(iter(status_badges(row)), None),
        )
        for row in in_order(visible.select_related("issuer"), best)
    )
    if not items:
        return []
    listed = reverse("desk_documents" if at_desk else "documents")
    more = Link(_("See all"), f"{listed}?{urlencode({'q': asked.text})}")
    exact = items[0].url if best.exact == 1 else ""
    return [FoundGroup("documentos", _("Documents"), 10, items, best.total, more, exact)]


def _page(row: Document, at_desk: bool) -> str:
    return reverse("desk_document", args=[row.uid]) if at_desk else row.get_absolute_url()
