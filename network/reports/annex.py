"""The annex of the act by which an administration hands over: what there is, and in what state."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer
from network.agreements.chapters import is_over
from network.agreements.models import Agreement, AgreementParty
from network.agreements.queries import visible_to as agreements_visible_to
from network.agreements.rules import validity_words
from network.commitments.models import CLOSED, Commitment
from network.commitments.queries import visible_to as commitments_visible_to
from network.commitments.rules import due_words
from network.documents.enums import DocumentStatus
from network.documents.models import Document, FolioSeries
from network.documents.queries import own_institution
from network.documents.queries import visible_to as documents_visible_to
from network.documents.rules import folio_text
from network.institutions.models import Institution, Post
from network.office.queries import office
from network.office.services import letterhead
from network.paper.document import Block, Column, Facts, Heading, Note, Paper, Paragraph, Table
from network.people.queries import names_of_accounts
from network.requests.models import Request
from network.requests.queries import tallies
from network.requests.queries import visible_to as requests_visible_to
from network.requests.wording import day_words
from network.ties.enums import Capacity
from network.ties.models import Appointment
from network.ties.panels import coverage_badge
from network.ties.queries import appointments_visible_to, current_appointments, with_coverage
from network.vocabulary.spans import date_words, span_words
from network.vocabulary.words import country

from .closing_queries import scope_names
from .enums import StepState
from .files_told import of_documents, of_records
from .models import AdministrationClosing
from .papers import signing


def annex_title() -> str:
    """As the act is called in the country."""
    if country() == "CL":
        return _("Annex of the act of transfer")
    return _("Annex of the act of handover and receipt")


def annex(closing: AdministrationClosing, viewer: Viewer, day: dt.date | None = None) -> Paper:
    """What there is as the viewer may see it today, told as of that day.

    A constant number of queries, whatever there is.
    """
    keys = list(closing.institutions.order_by().values_list("pk", flat=True))
    own = own_institution()
    facts = [
        (_("What is closed"), closing.name),
        (_("Last day"), day_words(closing.ends_on)),
        (_("State of"), day_words(day or timezone.localdate())),
    ]
    if closing.document is not None and _sees(closing.document, viewer):
        facts.append((_("By what document"), f"{closing.document}, {date_words(closing.document.issued_on)}"))
    if network := office().network_name:
        facts.insert(0, (_("Network"), network))
    blocks: list[Block] = [
        *_posts(keys, viewer),
        *_folios(keys, own, viewer),
        *_files(keys, own, viewer),
        *_agreements(keys, viewer),
        *_requests(viewer),
        *_roles(closing, viewer),
        *_package(closing),
        Note(
            _(
                "It lists what is recorded on the platform and goes with the act that the law asks for; it "
                "does not take its place."
            ),
            _("What this annex is"),
        ),
        *signing(("", ""), _("What is closed: %(name)s.") % {"name": closing.name}, _others()),
    ]
    title = annex_title()
    return Paper(
        title=title,
        facts=tuple(facts),
        blocks=tuple(blocks),
        letterhead=letterhead(),
        footer=f"{title}: {closing.name}",
        language=(get_language() or "es")[:2],
    )


def _others() -> tuple[str, ...]:
    if country() == "CL":
        return (pgettext("signature", "Attesting official"),)
    witness = pgettext("signature", "Witness")
    return (witness, witness, pgettext("signature", "Internal control body"))


def _sees(document: Document, viewer: Viewer) -> bool:
    return documents_visible_to(Document.objects.filter(pk=document.pk), viewer).exists()


def _part(number: int, title: str, table: Table, absent: str) -> list[Block]:
    heading = Heading(f"{number}. {title}")
    return [heading, table] if table.rows else [heading, Paragraph(absent)]


def _columns(*labels: str) -> tuple[Column, ...]:
    return tuple(Column(label) for label in labels)


def _posts(keys: Sequence[int], viewer: Viewer) -> list[Block]:
    """Every post that is open, whether it is covered as its publication tells it, and by whom by rule."""
    posts = with_coverage(Post.objects.filter(institution__in=keys), viewer).select_related("institution")
    held: dict[int, list[Appointment]] = {}
    current = current_appointments().filter(post__institution__in=keys)
    for row in appointments_visible_to(current, viewer).select_related("person").order_by("started", "pk"):
        held.setdefault(row.post_id, []).append(row)
    rows = [
        (
            post.institution.called,
            post.name,
            coverage_badge(post).label,
            "\n".join(_holder(row) for row in held.get(post.pk, ())) or "–",
        )
        for post in posts.order_by("institution__name", "name", "pk")
    ]
    title = _("Posts")
    table = Table(
        f"{title} ({len(rows)})",
        _columns(_("Institution"), _("Post"), _("State"), _("Who holds it, as far as it may be told")),
        tuple(rows),
    )
    return _part(1, title, table, _("No post is recorded."))


def _holder(row: Appointment) -> str:
    return f"{row.person.name}, {Capacity(row.capacity).label}, {span_words(row.started, row.ended)}"


def _folios(keys: Sequence[int], own: Institution | None, viewer: Viewer) -> list[Block]:
    """The ranges of folios of its institutions and of the office, the cancelled ones with their reasons."""
    series = FolioSeries.objects.filter(Q(issuer__in=keys) | Q(issuer=own)).select_related("issuer")
    cancelled: dict[int, list[Document]] = {}
    lost = Document.objects.filter(series__in=series.order_by().values("pk"), status=DocumentStatus.CANCELLED)
    for document in documents_visible_to(lost, viewer).order_by("series", "folio"):
        cancelled.setdefault(document.series_id or 0, []).append(document)
    rows = []
    for one in series.order_by("issuer__name", "kind", "year"):
        if one.last == one.started_after:
            continue
        first, last = (
            folio_text(one.pattern, folio=folio, year=one.year) for folio in (one.started_after + 1, one.last)
        )
        rows.append(
            (
                one.issuer.called if one.issuer else _("The office"),
                str(one),
                first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last},
                str(one.last - one.started_after),
                "\n".join(f"{row.number}: {row.cancelled_because}" for row in cancelled.get(one.pk, ()))
                or "–",
            )
        )
    title = _("Documents by folio")
    table = Table(
        title,
        (
            *_columns(_("Issued by"), _("Series"), _("Folios")),
            Column(_("Number of folios"), numeric=True),
            Column(_("Cancelled, and why")),
        ),
        tuple(rows),
    )
    return _part(2, title, table, _("No folio was given here."))


def _files(keys: Sequence[int], own: Institution | None, viewer: Viewer) -> list[Block]:
    """Each file that is kept, private ones and public versions alike, and each stamp of reception."""
    ours = Q(issuer__in=keys) | Q(series__issuer__in=keys) | Q(series__isnull=False, series__issuer=own)
    received = Document.addressees.through.objects.filter(institution__in=keys).order_by().values("document")
    if own is not None:
        ours |= Q(issuer=own)
    documents = Document.objects.filter(ours | Q(pk__in=received))
    files = [*of_documents(documents, viewer), *of_records(keys, viewer)]
    rows = tuple((one.record, one.name, one.what, one.size or "–", one.digest or "–") for one in files)
    title = _("Files and stamps kept")
    labels = (_("Of what"), _("File"), _("What it is"), _("Size"), _("SHA-256, its beginning"))
    table = Table(f"{title} ({len(rows)})", _columns(*labels), rows)
    return _part(3, title, table, _("No file is kept."))


def _agreements(keys: Sequence[int], viewer: Viewer) -> list[Block]:
    """Agreements in force with their counterparts, and what is still owed of each; then what has none."""
    ours = AgreementParty.objects.filter(institution__in=keys).order_by().values("agreement")
    visible = agreements_visible_to(Agreement.objects.filter(pk__in=ours).order_by(), viewer).values("pk")
    parties = (
        AgreementParty.objects.filter(agreement__in=visible)
        .select_related("agreement", "institution")
        .order_by("agreement__title", "agreement", "institution__name", "pk")
    )
    pending: dict[int | None, list[Commitment]] = {}
    open_ones = Commitment.objects.exclude(status__in=CLOSED).filter(
        Q(agreement__in=visible) | Q(debtor__in=keys) | Q(creditor__in=keys)
    )
    for row in commitments_visible_to(open_ones, viewer).select_related("debtor").order_by("due_on", "pk"):
        pending.setdefault(row.agreement_id, []).append(row)
    rows = []
    for agreement, group in groupby(parties, key=lambda party: party.agreement):
        others = [party.institution for party in group if party.institution_id not in keys]
        if is_over(agreement):
            continue
        owed = pending.pop(agreement.pk, [])
        rows.append(
            (
                agreement.title,
                ", ".join(one.called for one in others) or "–",
                validity_words(agreement)[1],
                _owed(owed),
            )
        )
    title = _("Agreements in force and commitments pending")
    labels = (_("Agreement"), _("Counterparts"), _("Valid"), _("Commitments pending"))
    found = _part(
        4,
        title,
        Table(f"{title} ({len(rows)})", _columns(*labels), tuple(rows)),
        _("No agreement in force is recorded."),
    )
    rest = [row for group in pending.values() for row in group]
    if rest:
        caption = ngettext(
            "%(n)s commitment pending outside agreements in force",
            "%(n)s commitments pending outside agreements in force",
            len(rest),
        ) % {"n": len(rest)}
        cells = tuple((row.text, row.debtor.called, due_words(row)) for row in rest)
        found.append(Table(caption, _columns(_("Commitment"), _("Who owes it"), _("Due")), cells))
    return found


def _owed(rows: Iterable[Commitment]) -> str:
    return "\n".join(f"{row.debtor.called}: {row.text} ({due_words(row)})" for row in rows) or _("none")


def _requests(viewer: Viewer) -> list[Block]:
    today = timezone.localdate()
    asked = requests_visible_to(Request.objects.filter(closed_on=None), viewer).exclude(sent_on=None)
    found = list(asked.order_by("due_on", "pk"))
    told = tallies(found, today)
    rows = tuple(
        (
            one.shown_subject,
            day_words(one.due_on) if one.due_on else "–",
            str(told[one.pk].asked),
            str(told[one.pk].waiting),
        )
        for one in found
        if told[one.pk].waiting
    )
    title = _("Requests without an answer")
    columns = (
        *_columns(_("Request to the institution"), _("Answer until")),
        Column(_("Asked"), numeric=True),
        Column(_("Without an answer"), numeric=True),
    )
    return _part(5, title, Table(title, columns, rows), _("No request waits for an answer."))


def _roles(closing: AdministrationClosing, viewer: Viewer) -> list[Block]:
    """Whose account hands which role to whose: by name where the viewer may know it."""
    steps = list(
        closing.grants.exclude(state=StepState.UNDONE)
        .select_related("grant__user", "successor")
        .order_by("pk")
    )
    accounts = [user for step in steps for user in (step.grant.user, step.successor) if user]
    names = names_of_accounts([user.pk for user in accounts], viewer)

    def called(user: User | None) -> str:
        return names.get(user.pk, user.get_full_name()) if user else _("nobody")

    places = scope_names(step.grant for step in steps)
    rows = tuple(
        (
            f"{step.grant.get_role_display()}, {places[step.grant.pk]}",
            called(step.grant.user),
            called(step.successor),
            str(StepState(step.state).label),
        )
        for step in steps
    )
    title = _("Accounts and roles passed over")
    table = Table(title, _columns(_("Role"), _("Hands over"), _("Takes over"), _("State")), rows)
    return _part(6, title, table, _("No role passes over with this closing."))


def _package(closing: AdministrationClosing) -> list[Block]:
    heading = Heading("7. " + _("Data handed over"))
    if not closing.package_sha256:
        return [heading, Paragraph(_("No export of the data was noted."))]
    name, digest = (_("File"), closing.package_name), (_("SHA-256"), closing.package_sha256)
    return [heading, Facts((name, digest))]
