"""Every file that is kept with the institution's documents, for whoever takes over a post in it."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.documents.models import Document
from network.institutions.models import Post
from network.vocabulary.chapters import Chapter, Row

from .files_told import of_documents


def _files(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    own = post.institution_id
    received = Document.addressees.through.objects.filter(institution=own).order_by().values("document")
    around = Document.objects.filter(Q(issuer=own) | Q(pk__in=received) | Q(mechanism__institution=own))
    return [
        Row(one.key, (one.record, one.name, one.what, one.size, one.digest))
        for one in of_documents(around, viewer)
        if keys is None or one.key in keys
    ]


CHAPTERS = (
    Chapter(
        name="files",
        label=_("Files kept with the documents"),
        absent=_("No document of the institution has a file or a received stamp."),
        order=72,
        columns=(_("Document"), _("File"), _("What it is"), _("Size"), _("SHA-256, its beginning")),
        rows=_files,
    ),
)
