"""The door to documents."""

import datetime as dt

from django.db.models import Q, QuerySet

from library.bare_pdf import BARE_EDITION
from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network, with_each
from network.office.queries import office

from .enums import DocumentStatus
from .models import Document, DocumentFile

RECENT_DAYS = 90
_OPEN_TO_ALL = Q(is_public_version=True, document__is_public=True, bare_edition__gte=BARE_EDITION)


def visible_to(documents: QuerySet[Document], viewer: Viewer) -> QuerySet[Document]:
    """Public documents; internal ones for the coordinators of the network, the issuer or an addressee.

    An addressee does not see what has not been issued.
    """
    return documents.filter(Q(is_public=True) | _internal_to(viewer))


def files_visible_to(files: QuerySet[DocumentFile], viewer: Viewer) -> QuerySet[DocumentFile]:
    """Public versions of public documents; every file only to whoever sees the document as internal."""
    internal = Document.objects.filter(_internal_to(viewer)).order_by()
    return files.filter(_OPEN_TO_ALL | Q(document__in=internal.values("pk")))


def public_files(files: QuerySet[DocumentFile]) -> QuerySet[DocumentFile]:
    """Those that everyone opens, whoever asks."""
    return files.filter(_OPEN_TO_ALL)


def to_make_bare(files: QuerySet[DocumentFile]) -> QuerySet[DocumentFile]:
    """Public versions that stay closed: nobody has seen to it yet that they tell nothing of who made them."""
    return files.filter(is_public_version=True, bare_edition__lt=BARE_EDITION)


def may_write(viewer: Viewer) -> bool:
    """Whether she may write, record and change documents: who coordinates the network."""
    return coordinates_network(viewer)


def institutions_of(document: Document) -> frozenset[int]:
    """The keys of who issued it and of those it is addressed to."""
    received = document.addressees.order_by().values_list("pk", flat=True)
    return frozenset(pk for pk in (document.issuer_id, *received) if pk)


def _internal_to(viewer: Viewer) -> Q:
    if coordinates_network(viewer):
        return Q(pk__isnull=False)
    if not viewer.has(Role.COORDINATOR):
        return Q(pk__in=())
    institutions = coordinated_by(viewer).values("pk")
    received = Document.addressees.through.objects.filter(institution__in=institutions)
    arrived = Q(pk__in=received.values("document")) & ~Q(status=DocumentStatus.DRAFT)
    return Q(issuer__in=institutions) | arrived


def own_institution() -> Institution | None:
    """The institution of the directory that the office of this installation is."""
    key = office().institution_key
    return Institution.objects.filter(package_id=key).first() if key else None


def awaiting_our_answer(documents: QuerySet[Document], today: dt.date) -> QuerySet[Document]:
    """Papers that came in during the last RECENT_DAYS, answer nothing, and that no document answers.

    What came in is addressed to the office's own institution; where the directory does not hold that, what
    was received and bears an issuer.
    """
    since = (today - dt.timedelta(days=RECENT_DAYS)).isoformat()
    own = own_institution()
    came = documents.filter(is_letter=False, status=DocumentStatus.ISSUED)
    if own:
        received = Document.addressees.through.objects.filter(institution=own).order_by()
        came = came.filter(pk__in=received.values("document")).exclude(issuer=own)
    else:
        came = came.exclude(received_on="").exclude(issuer=None)
    dated = Q(received_on__gte=since) | Q(received_on="", issued_on__gte=since)
    return came.filter(dated, answers=None, answered_by=None)


def documents_around(institution: Institution, viewer: Viewer) -> QuerySet[Document]:
    """What it issued, what it received, and the acts about its mechanisms, in order of date; no drafts.

    Each row comes beside each of its addressees: read it through `each_with_all`.
    """
    received = Document.addressees.through.objects.filter(institution=institution).values("document")
    rows = Document.objects.filter(
        Q(issuer=institution) | Q(pk__in=received) | Q(mechanism__institution=institution)
    )
    visible = visible_to(rows.exclude(status=DocumentStatus.DRAFT), viewer).select_related(
        "issuer", "mechanism"
    )
    return with_each(visible, "addressees").order_by("issued_on", "pk", "addressees__name")


def founding(kind: str, record_id: str, viewer: Viewer) -> QuerySet[Document]:
    """The documents by which a record exists, as far as she may see them; no drafts."""
    rows = Document.objects.filter(foundings__kind=kind, foundings__record_id=record_id)
    return visible_to(rows.exclude(status=DocumentStatus.DRAFT), viewer)
