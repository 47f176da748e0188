"""The numbered papers that the institution issued and received, and the letters it has begun."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.institutions.queries import each_with_all
from network.vocabulary.chapters import Chapter, Row
from network.vocabulary.spans import date_words

from .enums import DocumentStatus
from .models import Document
from .queries import documents_around, visible_to
from .rules import status_badges


def _numbered(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    asked = ~Q(number="") if keys is None else Q(package_id__in=keys)
    around = documents_around(post.institution, viewer).filter(asked)
    rows = each_with_all(around.order_by("-issued_on", "-pk", "addressees__name"))
    return [Row(document.package_id, _cells(document, post)) for document, _addressees in rows]


def _cells(document: Document, post: Post) -> tuple[str, ...]:
    issued = document.issuer_id == post.institution_id
    state = ", ".join(badge.label for badge in status_badges(document))
    return (
        str(document),
        gettext("issued") if issued else gettext("received"),
        date_words(document.issued_on),
        document.subject,
        state or gettext("in force"),
    )


def _begun(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    rows = Document.objects.filter(issuer=post.institution_id)
    rows = rows.filter(status=DocumentStatus.DRAFT) if keys is None else rows.filter(package_id__in=keys)
    return [
        Row(row.package_id, (row.subject, row.get_kind_display(), row.addressee_lines.replace("\n", ", ")))  # type: ignore[attr-defined]
        for row in visible_to(rows, viewer).order_by("subject", "pk")
    ]


CHAPTERS = (
    Chapter(
        name="documents",
        label=_("Documents issued and received"),
        absent=_("No numbered document of the institution is on record."),
        order=70,
        columns=(_("Document"), _("Way"), _("Dated"), _("About"), _("State")),
        rows=_numbered,
    ),
    Chapter(
        name="drafts",
        label=_("Letters begun and not issued"),
        absent=_("No letter was left unfinished."),
        order=75,
        columns=(_("About"), _("Kind"), _("To whom")),
        rows=_begun,
    ),
)
