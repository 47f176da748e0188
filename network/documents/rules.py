"""How a document is told in a list."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from network.institutions.models import Institution
from network.vocabulary.panels import Badge, Line, Link
from network.vocabulary.spans import date_words

from .models import Document


def document_line(document: Document, addressees: Iterable[Institution], *badges: Badge) -> Line:
    """A row with `issuer` and `mechanism` at hand."""
    issuer = document.issuer
    facts = [date_words(document.issued_on)]
    facts.append(_("issued by %(name)s") % {"name": issuer.called} if issuer else _("no issuer recorded"))
    if document.mechanism:
        facts.append(_("about %(name)s") % {"name": document.mechanism.name})
    return Line(
        title=str(document),
        badges=badges,
        facts=tuple(facts),
        text=document.subject,
        others_label=_("Addressed to"),
        others=tuple(Link(i.called, i.get_absolute_url()) for i in addressees),
    )
