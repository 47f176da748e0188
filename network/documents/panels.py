"""The acts and letters around an institution, for its dossier."""

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import each_with_all
from network.vocabulary.panels import LINES, Badge, Panel, Section

from .chains import ties_among, with_ties
from .enums import DocumentStatus
from .models import Document
from .queries import documents_around, visible_to
from .rules import document_line


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    rows = list(each_with_all(with_ties(documents_around(institution, viewer))))
    issued = Document.objects.exclude(status=DocumentStatus.DRAFT)
    tied = [document for document, _to in rows if document.is_tied]  # type: ignore[attr-defined]
    ties = ties_among(tied, visible_to(issued, viewer)) if tied else {}
    lines = tuple(
        document_line(
            document,
            addressees,
            *_parts(document, institution, received=institution in addressees),
            ties=ties.get(document.pk, ()),
        )
        for document, addressees in rows
    )
    return [
        Panel(
            title=_("Documents"),
            anchor="documentos",
            template=LINES,
            context={"sections": [Section(lines)]},
            order=80,
            is_empty=not lines,
            absent=_("documents"),
        )
    ]


def _parts(document: Document, institution: Institution, *, received: bool) -> list[Badge]:
    badges = []
    if document.issuer_id == institution.pk:
        badges.append(Badge(_("issued"), "accent"))
    if received:
        badges.append(Badge(_("received")))
    if document.mechanism and document.mechanism.institution_id == institution.pk:
        badges.append(Badge(_("about its mechanism"), "muted"))
    return badges
