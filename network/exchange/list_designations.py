"""The designations of a list: which post, which document, which of them the platform knows already.

Reserved posts are never looked at: a list that met one would tell whether it is covered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.documents.enums import DocumentStatus
from network.documents.models import Document
from network.documents.queries import visible_to as documents_visible_to
from network.institutions.enums import LIAISON_KINDS, Publication
from network.institutions.models import Post
from network.institutions.queries import posts_told_to
from network.ties.enums import Capacity
from network.ties.models import Appointment
from network.ties.services import taken_words
from network.vocabulary.words import country

from .listing import designations
from .listing.entries import Entry, Reading
from .listing.fields import CAPACITY, DOCUMENT, HELD, INSTITUTION, POST, SINCE
from .listing.folding import essence, fold, short_digest

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What stands in the way of a row, and in which of these columns it is to be mended."""

    row: int
    fields: tuple[str, ...]
    problem: str
    remedy: str


class Designations:
    """Rows of posts, documents and appointments, each with the row of the list from which it comes."""

    def __init__(
        self,
        placed: Iterable[tuple[Entry, str, str]],
        reading: Reading,
        names: Mapping[str, str],
        viewer: Viewer,
    ) -> None:
        """`placed`: (entry, id of the person, id of the institution); `names`: of all those institutions."""
        self.reading, self.names, self.viewer = reading, names, viewer
        self.wrong: list[Wrong] = []
        self.rows: dict[str, dict[str, tuple[Row, int]]] = {"posts": {}, "documents": {}, "appointments": {}}
        said = [one for one in placed if one[0].is_designated]
        self._look({institution for _entry, _person, institution in said}, {one[0].document for one in said})
        for entry, person, institution in said:
            self._take(entry, person, institution)

    def _look(self, institutions: set[str], numbers: set[str]) -> None:
        """What the platform knows of those institutions, in a constant number of queries."""
        open_posts = Post.objects.filter(institution__package_id__in=institutions, closed_on="")
        self._posts: dict[str, list[Post]] = {}
        for post in posts_told_to(open_posts, self.viewer).select_related("institution").order_by("pk"):
            self._posts.setdefault(post.institution.package_id, []).append(post)
        own = Post.objects.filter(package_id__startswith="lista-", institution__package_id__in=institutions)
        told = {post.package_id for posts in self._posts.values() for post in posts}
        self._not_told = set(own.values_list("package_id", flat=True)) - told
        ids = [post.pk for posts in self._posts.values() for post in posts]
        appointments = Appointment.objects.filter(post__in=ids).select_related("post", "person", "document")
        self._known: dict[str, list[Appointment]] = {}
        for one in appointments.order_by("-started", "pk"):
            self._known.setdefault(one.post.package_id, []).append(one)
        self._documents: dict[str, list[Document]] = {}
        if any(numbers):
            seen = documents_visible_to(Document.objects.filter(status=DocumentStatus.ISSUED), self.viewer)
            for document in seen.exclude(number="").select_related("issuer").order_by("pk"):
                self._documents.setdefault(fold(document.number), []).append(document)
        self._titulars: dict[str, tuple[str, int]] = {}

    def _take(self, entry: Entry, person: str, institution: str) -> None:
        if not institution:
            self.wrong.append(
                Wrong(
                    entry.row,
                    (INSTITUTION,),
                    _("Its department was left empty, so there is no post to which she was designated."),
                    _("Say in the step of the departments which institution it is."),
                )
            )
            return
        name = self._post_name(entry)
        post = self._post(entry, name, institution)
        if post is None:
            return
        known = self._known_one(post, person, entry)
        if entry.capacity == Capacity.TITULAR and (known is None or not known.ended):
            if (problem := self._in_the_way(post, person, entry)) is not None:
                self.wrong.append(problem)
                return
            self._titulars.setdefault(post, (person, entry.row))
        document = self._document(entry, name, institution, known) if entry.document else ""
        own = f"lista-{short_digest('appointment', post, person, entry.capacity, entry.since)}"
        cells = {
            "id": known.package_id if known else own,
            "post_id": post,
            "person_id": person,
            "capacity": entry.capacity,
            "started": entry.since,
            "document_id": document,
        }
        self.rows["appointments"].setdefault(cells["id"], (cells, entry.row))

    def _post_name(self, entry: Entry) -> str:
        if self.reading.asks_post:
            return _("Gender liaison") if self.reading.designated_to != designations.COLUMN else entry.post
        return _("Gender liaison") if designations.says_yes(entry.held) else entry.held

    def _post(self, entry: Entry, name: str, institution: str) -> str | None:
        """The open post of that name, or the only liaison where a liaison is meant; else one to be opened."""
        here = self._posts.get(institution, [])
        kind = designations.post_kind(name)
        named = [post for post in here if essence(post.name) == essence(name)]
        liaisons = [post for post in here if post.kind in LIAISON_KINDS] if kind in LIAISON_KINDS else []
        if named or len(liaisons) == 1:
            return (named or liaisons)[0].package_id
        own = f"lista-{short_digest('post', institution, essence(name))}"
        if own in self._not_told:
            self.wrong.append(
                Wrong(
                    entry.row,
                    (HELD, POST),
                    _("Designations to the post “%(post)s” are not recorded by a list.") % {"post": name},
                    _("It was closed or is reserved. Leave its cells empty, and record it on its page."),
                )
            )
            return None
        cells = {
            "id": own,
            "name": name[:200],
            "kind": kind,
            "institution_id": institution,
            "publication": Publication.NETWORK.value,
        }
        self.rows["posts"].setdefault(own, (cells, entry.row))
        return own

    def _known_one(self, post: str, person: str, entry: Entry) -> Appointment | None:
        """The same designation as it was recorded before: since the same day, else the one that goes on."""
        same = [
            one
            for one in self._known.get(post, [])
            if one.person.package_id == person and one.capacity == entry.capacity
        ]
        exact = [one for one in same if one.started == entry.since or not entry.since]
        return next(iter(exact), None) or next((one for one in same if not one.ended), None)

    def _in_the_way(self, post: str, person: str, entry: Entry) -> Wrong | None:
        fields = (CAPACITY, HELD, SINCE, DOCUMENT, POST)
        for one in self._known.get(post, []):
            other = one.person.package_id != person
            if other and one.capacity == Capacity.TITULAR and not one.ended:
                remedy = _("End it on the page of the post, or write another capacity in this row.")
                return Wrong(entry.row, fields, taken_words(one, self.viewer), remedy)
        earlier, row = self._titulars.get(post, (person, 0))
        if earlier == person:
            return None
        return Wrong(
            entry.row,
            fields,
            _("Row %(row)s names another titular of the same post.") % {"row": row},
            _("Write another capacity in one of the two rows, as suplente."),
        )

    def _document(self, entry: Entry, post: str, institution: str, known: Appointment | None) -> str:
        """The document of that number that the institution issued, or the only one; else a new one."""
        usual = "ord" if country() == "CL" else "oficio"
        kind, number = designations.document(entry.document, usual)
        if known and known.document and fold(known.document.number) == fold(number):
            return known.document.package_id
        found = self._documents.get(fold(number), [])
        issued = [one for one in found if one.issuer and one.issuer.package_id == institution]
        unsaid = [one for one in found if one.issuer is None and not one.package_id.startswith("lista-")]
        for several in (issued, unsaid):
            alike = [one for one in several if one.kind == kind] or several
            if len(alike) == 1:
                return alike[0].package_id
        own = f"lista-{short_digest('document', institution, kind, fold(number))}"
        cells = {
            "id": own,
            "kind": kind,
            "number": number[:60],
            "subject": _("Designation: %(post)s, %(institution)s")
            % {"post": post, "institution": self.names.get(institution, "")},
            "publication": "internal",
        }
        if own not in {one.package_id for one in found}:
            self.rows["documents"].setdefault(own, (cells, entry.row))
        return own

    def tables(self) -> Iterator[tuple[str, tuple[list[Row], list[int]]]]:
        """Only what an appointment needs: a row that was refused opens no post."""
        named = [cells for cells, _row in self.rows["appointments"].values()]
        needed = {cells["post_id"] for cells in named} | {cells["document_id"] for cells in named}
        for name, found in self.rows.items():
            kept = [
                (cells, row) for own, (cells, row) in found.items() if name == "appointments" or own in needed
            ]
            yield name, ([cells for cells, _row in kept], [row for _cells, row in kept])
