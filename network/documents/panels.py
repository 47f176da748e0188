"""The acts and letters around an institution, for its dossier."""

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import each_with_all
from network.vocabulary.panels import LINES, Badge, Panel, Section

from .models import Document
from .queries import documents_around
from .rules import document_line


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    lines = tuple(
        document_line(
            document, addressees, *_parts(document, institution, received=institution in addressees)
        )
        for document, addressees in each_with_all(documents_around(institution, viewer))
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
