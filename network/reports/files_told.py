"""Every file that is kept with a record: what an act of handover has to name, one by one."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.commitments.models import Commitment, Progress
from network.commitments.queries import progress_visible_to
from network.commitments.queries import visible_to as commitments_visible_to
from network.documents.enums import DocumentStatus
from network.documents.models import Document, DocumentFile
from network.documents.queries import files_visible_to
from network.documents.queries import visible_to as documents_visible_to
from network.messages.queries import letters_told_to
from network.milestones.models import Evidence, Milestone, MilestoneInstitution
from network.milestones.queries import evidence_visible_to
from network.milestones.queries import visible_to as milestones_visible_to
from network.vocabulary.spans import date_words

from .models import Handover
from .queries import visible_to as handovers_visible_to

DIGEST_SHOWN = 16  # of 64 characters of a SHA-256: enough to tell files apart, and a column holds them
_TYPES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}


@dataclass(frozen=True, slots=True)
class FileTold:
    """A file, or a stamp of reception, as an act names it. `key` means something to its own list alone."""

    key: str
    record: str
    name: str
    what: str
    size: str = ""
    sha256: str = ""

    @property
    def digest(self) -> str:
        return self.sha256[:DIGEST_SHOWN]


def of_documents(documents: QuerySet[Document], viewer: Viewer) -> list[FileTold]:
    """Each stamp and each file of those documents that the viewer may open: two queries.

    Of a letter to a person who is not shown to her now nothing is told, nor of a draft.
    """
    told = letters_told_to(documents_visible_to(documents.order_by(), viewer), viewer)
    told = told.exclude(status=DocumentStatus.DRAFT)
    files = files_visible_to(DocumentFile.objects.filter(document__in=told.values("pk")), viewer)
    stamped = told.exclude(received_on="", received_stamp="").order_by("issued_on", "pk")
    found = [
        ((row.issued_on, row.pk, 0), FileTold(row.package_id, _called(row), _stamp(row), _("received stamp")))
        for row in stamped
    ]
    for file in files.select_related("document").order_by("document__issued_on", "document", "pk"):
        found.append(((file.document.issued_on, file.document_id, file.pk), _file(file)))
    return [one for _place, one in sorted(found, key=lambda pair: pair[0])]


def _called(document: Document) -> str:
    return ", ".join(filter(None, (str(document), date_words(document.issued_on))))


def _stamp(document: Document) -> str:
    when = ", ".join(filter(None, (date_words(document.received_on), document.received_time)))
    return "; ".join(part for part in (document.received_on and when, document.received_stamp) if part)


def _file(file: DocumentFile) -> FileTold:
    return FileTold(
        key=str(file.uid),
        record=_called(file.document),
        name=file.label or _("Scan"),
        what=_public(file.content_type) if file.is_public_version else _private(file.content_type),
        size=filesizeformat(file.size),
        sha256=file.sha256,
    )


def _private(content_type: str) -> str:
    return _("private file, %(format)s") % {"format": _TYPES.get(content_type, content_type)}


def _public(content_type: str) -> str:
    return _("public version, %(format)s") % {"format": _TYPES.get(content_type, content_type)}


def of_records(institutions: Collection[int], viewer: Viewer) -> list[FileTold]:
    """What shows actions and commitments of those institutions, and the signed papers of posts handed over.

    Three queries.
    """
    return [
        *_evidence(institutions, viewer),
        *_progress(institutions, viewer),
        *_signed(institutions, viewer),
    ]


def _evidence(institutions: Collection[int], viewer: Viewer) -> list[FileTold]:
    here = MilestoneInstitution.objects.filter(institution__in=institutions).order_by()
    actions = milestones_visible_to(Milestone.objects.filter(pk__in=here.values("milestone")), viewer)
    rows = evidence_visible_to(Evidence.objects.filter(milestone__in=actions.order_by().values("pk")), viewer)
    found: list[FileTold] = []
    numbers: dict[int, int] = {}
    for row in rows.select_related("milestone").order_by("milestone__started", "milestone", "pk"):
        number = numbers[row.milestone_id] = numbers.get(row.milestone_id, 0) + 1
        name = _("Evidence %(n)s") % {"n": number}
        what = _private(row.content_type)
        size = filesizeformat(row.size)
        found.append(FileTold(str(row.uid), row.milestone.title, name, what, size, row.sha256))
    return found


def _progress(institutions: Collection[int], viewer: Viewer) -> list[FileTold]:
    owed = Commitment.objects.filter(Q(debtor__in=institutions) | Q(creditor__in=institutions)).order_by()
    seen = commitments_visible_to(owed, viewer).values("pk")
    rows = progress_visible_to(Progress.objects.filter(commitment__in=seen).exclude(file=""), viewer)
    return [
        FileTold(
            str(row.uid),
            row.commitment.text,
            _("What was done, %(date)s") % {"date": date_words(row.told_on)},
            _private(row.content_type),
        )
        for row in rows.select_related("commitment").order_by(
            "commitment__text", "commitment", "told_on", "pk"
        )
    ]


def _signed(institutions: Collection[int], viewer: Viewer) -> list[FileTold]:
    rows = Handover.objects.filter(post__institution__in=institutions).exclude(scan="")
    return [
        FileTold(
            str(row.uid),
            _("Handover file of %(post)s, %(date)s")
            % {"post": row.post.name, "date": date_words(row.handed_on.isoformat())},
            _("Signed paper"),
            _private(row.scan_type),
            sha256=row.scan_sha256,
        )
        for row in handovers_visible_to(rows, viewer).select_related("post").order_by("handed_on", "pk")
    ]
