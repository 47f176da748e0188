"""The world of test_matrix.py: a record behind each address, and every table's row about each woman."""

import datetime as dt
import itertools
import re
import uuid

from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import Model
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils import timezone

from events.after.survey import open_survey, usual_questions, write_questions
from events.after.writing import write_to
from events.codes import arrival_token
from events.links import place_token
from events.models import AccessNeed, Event, EventMaterial, Presence, Registration, SignedSheet
from events.recurrence import Rule
from events.series import repeat
from events.times import local
from network.exchange import drafts
from network.exchange.models import Draft
from network.files.checking import checked_scan
from network.people.models import Person
from network.reports.models import AdministrationClosing
from network.search.services import refresh_all
from pages.event_pages import begin_page
from pages.services import ensure_site
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.pdfs import pdf_of
from tests.factories.records import (
    AcuerdoFactory,
    AgreementFactory,
    AgreementPartyFactory,
    CommitmentFactory,
    GroupSessionFactory,
    MechanismFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    SessionAttendanceFactory,
    ThemeFactory,
)
from tests.factories.training import (
    AssignmentFactory,
    CourseSessionFactory,
    CurriculumFactory,
    EditionFactory,
    EnrolmentFactory,
    ModuleFactory,
    UnitFactory,
    VersionFactory,
)
from tests.network.web.test_desk_today import one_of_each
from training.links import consent_token
from training.models import EnrolmentMail, SuperiorConsent

from .oracle import MODES
from .planting import RECIPES, Planter, bearing_models, word
from .world import World

KEPT_ELSEWHERE = {  # planted by World.small, with the values that the oracle counts on
    "people.Affiliation", "people.Block", "people.Photo", "people.TaggedPerson", "groups.Seat",
    "groups.SessionAttendance",
    "ties.Appointment", "accounts.Grant",
}  # fmt: skip

HER_PLACE = uuid.UUID(int=0xE)  # in the event, of the woman who is hidden: whoever has its link opens it

HER_PAST_PLACE = uuid.UUID(int=0xF)  # hers too, in the event that is over

HER_CONSENT = uuid.UUID(int=0xD)  # of the superior of the hidden one: whoever has its link answers

# By which records an address is opened: a pattern of its route → argument → model, or a literal.
ARGUMENTS: tuple[tuple[str, dict[str, str]], ...] = (
    (r"^mi-formacion/constancias/", {"uid": "training.Certificate"}),
    (r"^mi-formacion/", {"uid": "training.Enrolment", "assignment": "training.Assignment"}),
    (
        r"^constancias/mi-lugar/",
        {"token": f"={place_token(HER_PAST_PLACE)}", "uid": "training.Certificate"},
    ),
    (r"^constancias/", {"code": "=0000000000000000000000000001|no-existe"}),
    (r"^formacion/avance/", {"package_id": "=edicion-en-curso"}),
    (r"^formacion/trabajos/", {"uid": "training.Work"}),
    (
        r"gestion/formacion/ediciones/.*/(?:resultados|constancias)/",
        {"package_id": "=edicion-en-curso", "uid": "training.Enrolment", "ending": "=pdf"},
    ),
    (r"gestion/formacion/constancias/", {"uid": "training.Certificate"}),
    (r"gestion/formacion/emisiones/", {"uid": "training.IssueRun"}),
    (r"gestion/eventos/.*/constancias/", {"package_id": "=evento-de-todas", "ending": "=pdf"}),
    (r"^integrantes/", {"uid": "people.Person", "photo": "people.Photo"}),
    (r"gestion/derechos/", {"uid": "rights.RightsRequest", "right": "=acceso"}),
    (r"^mis-mensajes/", {"uid": "relay.Conversation"}),
    (r"mensajes-reportados/", {"uid": "relay.Report"}),
    (r"^mi-perfil/bloqueos", {"uid": "people.Block"}),
    (r"^mi-red/vinculos/", {"uid": "ties.Collaboration", "deed": "=confirmar"}),
    (r"^mi-perfil/", {"section": "=sobre-mi"}),
    (r"adscripcion", {"key": "#people.Affiliation"}),
    (r"invitaciones/enviadas", {"uid": "joining.Invitation"}),
    (r"gestion/ingresos", {"uid": "joining.Application", "deed": "=aceptar"}),
    (r"privacidad/", {"number": "=1"}),
    (r"/mecanismos/", {"institution": "=salud", "package_id": "institutions.Mechanism", "change": "=x"}),
    (r"^instituciones/", {"package_id": "=salud"}),
    (r"puestos/", {"package_id": "institutions.Post", "uid": "ties.Appointment"}),
    (r"^gestion/gobiernos/", {"uid": "institutions.GovernmentTerm"}),
    (r"mesas/sesiones/", {"uid": "groups.GroupSession", "which": "=minuta", "ending": "=pdf"}),
    (r"mesas/", {"package_id": "=interna", "institution": "=salud"}),
    (r"acuerdos/", {"uid": "groups.Acuerdo"}),
    (r"convenios/", {"package_id": "agreements.Agreement"}),
    (r"hitos/", {"package_id": "milestones.Milestone"}),
    (r"gestion/acciones/asesoras", {"uid": "milestones.AdviserAssignment"}),
    (r"gestion/acciones/", {"uid": "milestones.Milestone", "file": "milestones.Evidence"}),
    (r"gestion/compromisos/", {"package_id": "commitments.Commitment", "uid": "commitments.Progress"}),
    (r"^documentos/", {"package_id": "documents.Document", "file": "documents.DocumentFile"}),
    (r"gestion/documentos/", {"uid": "documents.Document", "file": "documents.DocumentFile"}),
    (r"gestion/entregas/", {"uid": "reports.Handover"}),
    (r"gestion/cierre/", {"uid": "reports.AdministrationClosing"}),
    (
        r"gestion/solicitudes/",
        {"uid": "requests.Request", "recipient": "requests.RequestRecipient", "which": "=x"},
    ),
    (r"mensajes/textos/", {"kind": "=request", "language": "=es"}),
    (r"mensajes/envio/", {"uid": "network_messages.Mailing", "ending": "=pdf"}),
    (r"mensajes/uno/", {"uid": "network_messages.Outgoing", "ending": "=pdf"}),
    (r"gestion/papeles/", {"uid": "printing.Printing"}),
    (r"respuestas/", {"uid": "insights.SavedAnswer"}),
    (r"mis-avisos/", {"uid": "notices.Notice"}),
    (r"gestion/importar/hecha", {"uid": "exchange.Import"}),
    (r"gestion/importar/", {"uid": "exchange.Draft", "name": "=hoja|columnas|dependencias|repetidas"}),
    (r"red/ficha/", {"node": "=salud"}),
    (r"mi-formacion/historial/externa/|gestion/formacion/externas/", {"uid": "training.ExternalTraining"}),
    (r"gestion/formacion/alcance/", {"package_id": "=salud"}),
    (r"formacion/conformidad/", {"token": f"={consent_token(SuperiorConsent(uid=HER_CONSENT))}"}),
    (
        r"gestion/formacion/programas/.*/(modulo)",
        {"package_id": "=programa-borrador", "uid": "training.Module"},
    ),
    (
        r"gestion/formacion/programas/.*/contenido",
        {"package_id": "=programa-borrador", "uid": "training.Unit"},
    ),
    (
        r"gestion/formacion/programas/.*/trabajo",
        {"package_id": "=programa-borrador", "uid": "training.Assignment"},
    ),
    (r"gestion/formacion/programas/", {"package_id": "=programa-borrador"}),
    (
        r"formacion/ediciones/.*/sesiones",
        {"package_id": "=edicion-de-todas", "uid": "training.CourseSession"},
    ),
    (
        r"formacion/ediciones/.*/mensajes",
        {"package_id": "=edicion-de-todas", "uid": "training.EnrolmentMail", "ending": "=pdf"},
    ),
    (
        r"formacion/ediciones/",
        {
            "package_id": "=edicion-de-todas",
            "uid": "training.Enrolment",
            "number": "=1|2|3",
            "ending": "=pdf",
        },
    ),
    (r"formacion/", {"package_id": "=programa-borrador"}),
    (r"eventos/llegada/", {"token": f"={arrival_token(HER_PLACE)}"}),
    (r"asistencia/hojas/", {"package_id": "=evento-de-hoy", "uid": "events.SignedSheet"}),
    (
        r"eventos/mi-lugar/<str:token>/(?:constancia|opinion|material)/",
        {"token": f"={place_token(HER_PAST_PLACE)}", "uid": "events.EventMaterial"},
    ),
    (r"eventos/mi-lugar/", {"token": f"={place_token(HER_PLACE)}"}),
    (r"eventos/mi-calendario/", {"token": "=no-existe"}),
    (r"eventos/.*(programar|repetir)/", {"package_id": "=evento-borrador"}),
    (r"eventos/.*/socias/", {"package_id": "=evento-de-todas", "agreement_id": "=convenio-del-tema"}),
    (
        r"eventos/.*/mensajes/",
        {"package_id": "=evento-pasado", "uid": "events.AfterMessage", "ending": "=pdf"},
    ),
    (r"eventos/.*/material", {"package_id": "=evento-pasado", "uid": "events.EventMaterial"}),
    (r"eventos/.*/(?:opiniones|hito)/", {"package_id": "=evento-pasado"}),
    (
        r"eventos/",
        {
            "package_id": "=evento-de-todas|evento-de-hoy|evento-pasado",
            "uid": "events.Registration",
            "number": "=1|2|3",
        },
    ),
)
NO_RECORD = {"uid": "00000000-0000-0000-0000-00000000000a", "key": "insights-" + "0" * 64}
MOST = 6  # records of one kind that are tried


def full_world() -> World:
    """With something behind every address, and a row about each woman in every table that bears a person."""
    ensure_site()
    world = World.small()
    one_of_each(1)
    AdministrationClosing.objects.get().institutions.add(world.hers)
    MechanismFactory(institution=world.hers)
    MilestoneInstitutionFactory(milestone=MilestoneFactory(), institution=world.hers)
    AgreementPartyFactory(institution=world.hers)
    session = GroupSessionFactory(group=world.group, is_public=True, minutes="Se dijo", place="Sala")
    AcuerdoFactory(session=session, responsible=[world.hers])
    for woman in world.women.values():
        SessionAttendanceFactory(session=session, institution=world.hers, person=woman, role="member")
    event = EventFactory(package_id="evento-de-todas", organised_by=world.hers, seats_on_site=50)
    EventFactory(package_id="evento-borrador", organised_by=world.hers, draft=True)
    by = world.accounts["coordinator of the network"]
    repeat(event=event, by=by, rule=Rule(month_day=local(event, event.starts_at).day, count=2))
    begin_page(event=event, by=by).get_latest_revision().publish()
    world.stock = {model: row for model in apps.get_models() if (row := model._default_manager.first())}
    world.stock |= {type(world.hers): world.hers, type(session): session}
    for mode, woman in world.women.items():
        planter = Planter(woman, mode, world.stock)
        for model in bearing_models():
            if model._meta.label not in KEPT_ELSEWHERE and not isinstance(
                RECIPES.get(model._meta.label), str
            ):
                planter.row(model)
    for mode, woman in world.women.items():
        place = Registration.objects.get(person=woman, event__package_id="evento-de-todas")
        AccessNeed.objects.create(registration=place, text=word("accessneed_text", mode))
    event_of_today(world)
    Registration.objects.filter(person=world.women["oculta"], event__package_id="evento-de-hoy").update(
        uid=HER_PLACE
    )
    past_event(world)
    training_of_all(world)
    list_on_its_way(world)
    refresh_all()
    return world


def event_of_today(world: World) -> None:
    """At whose door all of them are expected, and whose list was signed."""
    began = timezone.now() - dt.timedelta(minutes=30)
    event = EventFactory(
        package_id="evento-de-hoy", organised_by=world.hers, seats_on_site=50, starts_at=began
    )
    for turn, woman in enumerate(world.women.values(), 1):
        RegistrationFactory(event=event, person=woman, name="", email="", turn=turn)
    event.registrations.update(state="enrolled")
    scan = checked_scan(ContentFile(pdf_of("Quien firma")))
    sheet = SignedSheet(event=event, content_type=scan.content_type, size=9, sha256=scan.sha256)
    sheet.file.save("sheet.pdf", scan.file("sheet"))


def past_event(world: World) -> None:
    """One in which they all were: written to, asked, with a material and a partner to be told of the next."""
    ended = timezone.now() - dt.timedelta(days=2)
    event = EventFactory(
        package_id="evento-pasado",
        organised_by=world.hers,
        seats_on_site=50,
        starts_at=ended - dt.timedelta(hours=2),
        ends_at=ended,
    )
    for number, (mode, woman) in enumerate(world.women.items(), 1):
        place = Registration.objects.create(
            event=event, person=woman, institution=world.hers, turn=number, state="waiting"
        )
        Registration.objects.filter(pk=place.pk).update(state="enrolled")
        Presence.objects.create(registration=place, state="present", at=ended)
        AccessNeed.objects.create(registration=place, text=word("accessneed_text", mode))
    Registration.objects.filter(event=event, person=world.women["oculta"]).update(uid=HER_PAST_PLACE)
    by = world.accounts["coordinator of the network"]
    words = {"subject": "Gracias", "body": "Por venir.", "of_later": False, "uid": uuid.uuid4()}
    write_to(event=event, by=by, group="came", **words)
    write_questions(event=event, by=by, asked=usual_questions())
    open_survey(event=event, by=by, closes_on=timezone.localdate())
    EventMaterial.objects.create(event=event, title="Guía", link="https://ejemplo.invalid/guia")
    coming = Event.objects.get(package_id="evento-de-todas")
    theme = ThemeFactory(code="tema-del-convenio")
    coming.themes.add(theme)
    agreement = AgreementFactory(package_id="convenio-del-tema")
    for one in (world.hers, world.other):
        AgreementPartyFactory(agreement=agreement, institution=one)
    CommitmentFactory(agreement=agreement, debtor=world.hers, theme=theme)


def training_of_all(world: World) -> None:
    """An edition for which they all ask, their superiors too; and a draft of the next version."""
    version = VersionFactory(curriculum=CurriculumFactory(package_id="programa-borrador", audience="public"))
    UnitFactory(module=ModuleFactory(version=version))
    edition = EditionFactory(
        package_id="edicion-de-todas",
        version=version,
        given_by=world.hers,
        entry="selection",
        criteria="Antigüedad",
        asks_consent=True,
    )
    CourseSessionFactory(edition=edition, event__organised_by=world.hers)
    draft = VersionFactory(curriculum=version.curriculum, number=2, draft=True)
    AssignmentFactory(module=UnitFactory(module=ModuleFactory(version=draft)).module)
    for mode, woman in world.women.items():
        one = EnrolmentFactory(
            edition=edition,
            person=woman,
            institution=world.hers,
            state="asked",
            way="selection",
            reasons=word("enrolment_reasons", mode),
        )
        SuperiorConsent.objects.create(
            uid=HER_CONSENT if mode == "oculta" else uuid.uuid4(),
            enrolment=one,
            name=word("superiorconsent_name", mode),
            email=f"{word('superiorconsent_email', mode)}@ejemplo.invalid",
        )
        for says in ("received", "consent"):
            EnrolmentMail.objects.create(
                enrolment=one, says=says, at=timezone.now(), message_id=f"<{uuid.uuid4()}@ejemplo.invalid>"
            )
    going_on(world)


def going_on(world: World) -> None:
    """An edition in which they all are, with a session to come."""
    edition = EditionFactory(package_id="edicion-en-curso", given_by=world.hers)
    UnitFactory(module=ModuleFactory(version=edition.version))
    session = CourseSessionFactory(edition=edition)
    for turn, woman in enumerate(world.women.values(), 1):
        EnrolmentFactory(edition=edition, person=woman, institution=world.hers)
        RegistrationFactory(event=session.event, person=woman, name="", email="", turn=turn)


def list_on_its_way(world: World) -> None:
    """Brought by who coordinates the network and now at its last step: it names the women of all modes.

    Their names bear an accent, which makes no other name of them and no planted word: what the file says
    anybody at the desk may read, but not whom of the platform it means.
    """
    Draft.objects.filter(files=None).delete()  # of factories: there is none without in the platform
    names = "\n".join(word("name", mode).replace("z", "ź", 1) for mode in MODES)
    by = world.accounts["coordinator of the network"]
    draft = drafts.bring(files={"lista.csv": f"Nombre\n{names}\n".encode()}, by=by)
    steps = ["hoja", "columnas", "dependencias"]
    drafts.choose(draft=draft, header=0, columns=["name"], order="given", steps=steps)


def addresses(route: str, entry: URLPattern) -> list[str]:
    """The addresses by which a route is tried: for each record that its arguments may name."""
    wanted = list(entry.pattern.regex.groupindex)
    if entry.name is None:
        return [f"/{re.sub('<.*?>', 'no-existe', route).strip('^$')}"]
    told = next((found for pattern, found in ARGUMENTS if re.search(pattern, route)), {})
    choices = [_values(name, told.get(name, "")) for name in wanted]
    found = []
    for values in itertools.islice(itertools.product(*choices), MOST):
        try:
            found.append(reverse(entry.name, kwargs=dict(zip(wanted, values, strict=True))))
        except NoReverseMatch:
            continue
    return found


def _values(name: str, said: str) -> list[str]:
    if said.startswith("="):
        return said[1:].split("|")
    if not said:
        return [NO_RECORD["uid"], NO_RECORD["key"], "no-existe", "1"]
    model: type[Model] = apps.get_model(said.removeprefix("#"))
    field = "package_id" if name in {"package_id", "institution"} else "uid"
    field = "pk" if said.startswith("#") else field
    rows = model._default_manager.order_by("pk")
    if model is Person:
        rows = rows.filter(package_id__in=[f"persona-{mode}" for mode in MODES])
    if said == "institutions.Post":
        rows = rows.filter(package_id__in=[f"puesto-{mode}" for mode in MODES])
    return [str(value) for value in rows.values_list(field, flat=True)[:MOST]] or [NO_RECORD["uid"]]
