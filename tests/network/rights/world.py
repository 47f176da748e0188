"""A woman with a canary in every field that any room keeps of her, and a search through all that is kept."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.db import connections, models, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page, PageLogEntry

from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.documents.models import DiscardedDraft
from network.exchange.models import (
    Draft,
    DraftFile,
    ExportedPerson,
    Import,
    Memory,
    PeopleExport,
    StagedRow,
)
from network.insights.models import Edition, SavedAnswer
from network.joining.models import Application, Consent, Invitation, PrivacyNotice
from network.journal.services import record
from network.messages.models import Departure, LetterToPerson, Mailing, Outgoing
from network.milestones.models import ActionRecord, AdviserAssignment
from network.notices.models import Notice, NoticeMail, Preference
from network.office.models import Office
from network.people.address_keys import hint_of, key_of
from network.people.models import Block, Person, PersonTag, Photo, TaggedPerson
from network.printing.models import Printing
from network.relay.models import Acceptance, Conversation, Message, Report, Side
from network.reports.models import AdministrationClosing, ClosingGrant, Handover, HandoverNote
from network.requests.models import Request, RequestRecipient
from network.rights.models import DataCopy, Opening
from network.rights.services import answer, ask
from network.search.models import Entry as IndexEntry
from network.search.models import Word
from network.ties.models import Collaboration
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AffiliationFactory,
    AppointmentFactory,
    CommitmentFactory,
    DocumentFactory,
    GroupSessionFactory,
    MilestoneFactory,
    PersonFactory,
    SeatFactory,
    SessionAttendanceFactory,
)

CANARY = "zqx"
NAME = "Zqxána Zqxpérez Zqxlópez"
ADDRESS = "zqxcorreo@ejemplo.invalid"
NOW = timezone.now


def administrator() -> User:
    user = UserFactory()
    grant(user=user, role=Role.ADMINISTRATOR, by=None)
    return user


def viewer(user: User):
    return viewer_for(User.objects.get(pk=user.pk))


def canary_person() -> Person:
    """Every text of her record holds a canary, whatever fields it gets."""
    account = UserFactory(email="zqxcuenta@ejemplo.invalid")
    person = PersonFactory(name=NAME, account=account, visible=True)
    for field in Person._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if is_text and field.name not in ("name", "package_id"):
            setattr(person, field.name, f"{CANARY}{field.name}"[: field.max_length or None])
    person.email, person.telephone = ADDRESS, "zqx 33 1234 5678"
    person.package_id = "zqx-persona"
    person.save()
    return person


@transaction.atomic
def fill(person: Person, other: User) -> None:
    """Rows of hers in every room, and rows of others that repeat her name, her address or her keys."""
    account = person.account
    colleague = PersonFactory()
    grant(user=account, role=Role.MEMBER, by=other, reason=f"{NAME} pertenece a la red")
    affiliation = AffiliationFactory(person=person)
    place = affiliation.institution
    tag = PersonTag.objects.create(name="zqxetiqueta", slug="zqxetiqueta")
    TaggedPerson.objects.create(content_object=person, tag=tag)
    photo = Photo(person=person, content_type="image/jpeg", alt="zqxfoto")
    photo.file.save("zqx.jpg", ContentFile(b"zqxbytes of her photo"), save=True)
    Block.objects.create(blocker=person, address_key=key_of("otra@ejemplo.invalid"), label="zqxbloqueada")
    Block.objects.create(blocker=colleague, address_key=key_of(ADDRESS), label=hint_of(ADDRESS))
    # accounts
    EmailAddress.objects.create(user=account, email="zqxotro@ejemplo.invalid")
    Authenticator.objects.create(
        user=account, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "zqxsecreto"}
    )
    UserSession.objects.create(
        user=account, ip="203.0.113.77", user_agent="zqxnavegador", session_key="zqxllave", data={}
    )
    for content in ({"_auth_user_id": str(account.pk), "x": "zqxsesion"}, {"typed": f"para {NAME}"}):
        session = SessionStore()
        session.update(content)
        session.create()
    # journal
    record(verb="register_person", subject=person, by=other, reason="zqxmotivo", after={"name": person.name})
    record(
        verb="seat_person",
        subject=place,
        by=account,
        reason=f"Pidió la licenciada {NAME.upper()}",
        after={"person": str(person.uid), "notes": [f"Escribir a {ADDRESS}", {"package": "zqx-persona"}]},
    )
    # ties, groups
    appointment = AppointmentFactory(person=person)
    record(verb="appoint", subject=appointment, by=other, reason="zqxdesignada", after={"note": "zqxvalor"})
    Collaboration.objects.create(person_a=person, person_b=colleague, kind="advice")
    SeatFactory(person=person, institution=place)
    session = GroupSessionFactory(status="held", happens_on="2026-03-02", minutes=f"Asistió {NAME}")
    SessionAttendanceFactory(session=session, person=person, institution=place)
    # documents and messages
    letter = DocumentFactory(body=f"A {NAME}", addressee_lines=NAME)
    mailing = Mailing.objects.create(kind="free", title=f"Para {NAME}", prepared_by=account)
    outgoing = Outgoing.objects.create(
        mailing=mailing,
        number=1,
        language="es",
        person=person,
        to_name=NAME,
        subject="zqxasunto",
        paragraphs=["zqxparrafo"],
        letter=letter,
        message_id="<zqx1@x>",
    )
    LetterToPerson.objects.create(letter=letter, person=person)
    Departure.objects.create(outgoing=outgoing, form="email", by=account)
    others = Mailing.objects.create(kind="free", title="Otra", prepared_by=other)
    Outgoing.objects.create(
        mailing=others,
        number=1,
        language="es",
        to_name=f"Mtra. {NAME}",
        email=ADDRESS,
        subject="x",
        paragraphs=[f"Estimada {NAME}:"],
        to_lines=[NAME],
        message_id="<2@x>",
    )
    DiscardedDraft.objects.create(uid=uuid.uuid4(), subject=f"A {NAME}", content={"body": f"Estimada {NAME}"})
    # notices
    mail = NoticeMail.objects.create(
        to=account, delivery="now", day=dt.date(2026, 1, 1), message_id="<zqx3@x>"
    )
    Notice.objects.create(to=account, kind="papers", says="ready", link="/zqx/", key="zqxaviso", mail=mail)
    Notice.objects.create(to=other, kind="papers", says="ready", link="/x/", key="1", about=person)
    Notice.objects.create(
        to=other, kind="papers", says="ready", link=f"/integrantes/{person.uid}/", key="2", words={"t": NAME}
    )
    Preference.objects.create(to=account, kind="zqxclase", delivery="bell")
    # relay
    Acceptance.objects.create(person=person, accepts=False)
    talk = Conversation.objects.create(subject=f"Para {NAME}")
    Side.objects.create(conversation=talk, person=person, place=1, face="alias", alias="zqxcara")
    Side.objects.create(conversation=talk, person=colleague, place=2, face="name")
    hers = Message.objects.create(
        conversation=talk, sender=person, text="zqxescribe", sent_at=NOW(), is_delivered=True
    )
    Message.objects.create(
        conversation=talk, sender=colleague, text=f"Gracias, {NAME}", sent_at=NOW(), is_delivered=True
    )
    Report.objects.create(
        reporter=colleague, reported=person, what="other", why=f"{NAME} insiste"
    ).messages.add(hers)
    # joining
    notice = PrivacyNotice.objects.create(
        version=900, text_es="Aviso", text_en="Notice", published_on=dt.date(2026, 1, 1)
    )
    application = Application.objects.create(
        state="accepted",
        language="es",
        name=NAME,
        email="zqxsolicitud@ejemplo.invalid",
        message_id="<zqx4@x>",
        institution_name="zqxdonde",
        does="zqxhace",
        seeks="zqxbusca",
        answer="zqxrespuesta",
        question="zqxpregunta",
        person=person,
        confirmed_at=NOW(),
        decided_at=NOW(),
    )
    Consent.objects.create(notice=notice, language="es", given_at=NOW(), application=application)
    Consent.objects.create(notice=notice, language="es", given_at=NOW(), person=person)
    Invitation.objects.create(
        person=person,
        email=ADDRESS,
        digest="zqxcodigo",
        sent_at=NOW(),
        expires_at=NOW() + dt.timedelta(days=9),
    )
    # milestones, requests, reports
    milestone = MilestoneFactory(summary=f"{NAME} coordinó la jornada")
    ActionRecord.objects.create(milestone=milestone, key=uuid.uuid4(), by=account, adviser=person)
    AdviserAssignment.objects.create(institution=place, person=person)
    CommitmentFactory(text=f"{NAME} entrega el plan")
    request = Request.objects.create(
        kind="designation", letter_kind="oficio", subject="x", body=f"Pedido por {NAME}", created_by=account
    )
    RequestRecipient.objects.create(
        request=request, institution=place, addressee=f"Mtra. {NAME}", email=ADDRESS
    )
    HandoverNote.objects.create(
        post=appointment.post, text=f"Preguntar a {NAME}", by=account, written_on=dt.date(2026, 1, 1)
    )
    closing = AdministrationClosing.objects.create(
        name="Gobierno", ends_on=dt.date(2026, 1, 1), by=account, reason=f"Salió {NAME}"
    )
    ClosingGrant.objects.create(closing=closing, grant=account.grants.first())
    Handover.objects.create(
        post=appointment.post,
        left=appointment,
        handed_on=dt.date(2026, 1, 1),
        by=account,
        note=f"Llamar a {NAME}",
        content=[{"chapter": "people", "keys": [str(person.uid), "zqx-persona"]}],
    )
    # insights, printing, search
    saved = SavedAnswer.objects.create(
        title=f"Pregunta de {NAME}", question="analysis", language="es", author=account
    )
    Edition.objects.create(
        answer=saved, readers="author", only_for=account, content="x", document={"x": "zqxedicion"}
    )
    printing = Printing(
        by=account,
        kind="x",
        ending="pdf",
        language="es",
        day=dt.date(2026, 1, 1),
        key="zqx",
        back="/zqx/",
        total=1,
        rows=1,
        name="zqx.pdf",
        beat_at=NOW(),
        state="ready",
        digest="x",
    )
    printing.file.save("zqx.pdf", ContentFile(b"zqxpapel"), save=True)
    theirs = Printing(
        by=other,
        kind="x",
        ending="pdf",
        language="es",
        day=dt.date(2026, 1, 1),
        key="y",
        back="/",
        total=1,
        rows=1,
        name="cartas.pdf",
        beat_at=NOW(),
        state="ready",
        digest="y",
    )
    theirs.file.save("cartas.pdf", ContentFile(f"Estimada {NAME}".encode()), save=True)
    entry = IndexEntry.objects.filter(person=person).first() or IndexEntry.objects.create(
        person=person, audience="name", names="|zqxnombre|", body="zqxcuerpo"
    )
    Word.objects.create(
        entry=entry, audience="name", record=person.pk, text="zqxpalabra", backwards="arbalap"
    )
    # exchange
    package = Import.objects.create(
        source=f"lista de {NAME}.xlsx", digest="x", by=account, state="applied", applied_at=NOW()
    )
    StagedRow.objects.create(
        package=package,
        table="people",
        key='["zqx-persona"]',
        action="new",
        after={"id": "zqx-persona", "name": NAME},
    )
    StagedRow.objects.create(
        package=package, table="documents", key='["d-1"]', action="new", after={"subject": f"Oficio a {NAME}"}
    )
    draft = Draft.objects.create(kind="list", name=f"{NAME}.csv", by=account)
    DraftFile.objects.create(draft=draft, name="zqx.csv", content=f"nombre\n{NAME}\n".encode())
    theirs_too = Draft.objects.create(kind="list", name="lista.csv", by=other)
    DraftFile.objects.create(
        draft=theirs_too, name="lista.csv", content=f"nombre\n{NAME.upper()}\n".encode("cp1252")
    )
    Memory.objects.create(kind="person", key="fila-1", value="zqx-persona")
    export = PeopleExport.objects.create(by=account, people=1)
    ExportedPerson.objects.create(export=export, person=person)
    # rights
    Opening.objects.create(person=person, by=other, reason=f"Llamó {NAME}", until=NOW())
    copy = DataCopy(person=person, account=account, language="es", beat_at=NOW(), state="ready")
    copy.file.save("mis-datos.zip", ContentFile(b"zqxcopia"), save=True)
    asked = ask(right="access", by=account, person=person, asks="zqxpedido")
    answer(request=asked, granted=False, text="zqxcontestado", by=other)
    ask(right="opposition", by=account, person=person, asks="zqxoposicion")
    # libraries, office
    DBTaskResult.objects.create(
        status="FAILED",
        args_kwargs={"args": [], "kwargs": {"uid": str(outgoing.uid)}},
        task_path="x",
        backend_name="default",
        traceback=f"ValueError: {ADDRESS}",
        exception_class_path="x",
        run_after=NOW(),
    )
    Locale.objects.get_or_create(language_code="es")
    page = Page.objects.first() or Page.add_root(title="Raíz", slug="raiz")
    Page.objects.filter(pk=page.pk).update(owner=account)
    page.refresh_from_db()
    page.save_revision(user=account)
    PageLogEntry.objects.log_action(page, "wagtail.edit", user=account, data={"who": NAME})
    described = {"network_name": "Red", "office_name": "Secretaría", "signer_name": NAME}
    Office.objects.update_or_create(pk=1, defaults=described)


def rows_with(*needles: str) -> set[tuple[str, str]]:
    """(table, column) of every cell of every table of every database that holds one of them."""
    wanted, found = [needle.lower() for needle in needles], set()
    for alias in connections:
        connection = connections[alias]
        if (
            alias != "default"
            and connection.settings_dict["NAME"] == connections["default"].settings_dict["NAME"]
        ):
            continue
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                columns = [column[0] for column in cursor.description]
                for row in cursor.fetchall():
                    for column, value in zip(columns, row, strict=True):
                        text = _text(value)
                        if any(needle in text for needle in wanted):
                            found.add((table, column))
    return found


def files_with(*needles: str) -> set[str]:
    """Files below VAR, but for the database's own, which `rows_with` reads."""
    wanted, found = [needle.lower().encode() for needle in needles], set()
    storage: Any = Photo._meta.get_field("file").storage
    for path in [*Path(settings.VAR).rglob("*"), *Path(storage.location).rglob("*")]:
        if path.is_file() and "sqlite" not in path.name:
            content = path.read_bytes().lower()
            if any(needle in content or needle in path.name.lower().encode() for needle in wanted):
                found.add(path.name)
    return found


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "ignore").lower()
    text = str(value)
    if "\\u" in text:  # JSON as SQLite keeps it
        text = text.encode("latin-1", "backslashreplace").decode("unicode_escape", "ignore")
    return text.lower()
