"""A diploma of the seven contents with an open edition, clearly a demonstration: so that pages have data."""

import datetime as dt
import zoneinfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.institutions.models import Institution

from .curricula.matter import add_assignment, add_module, add_unit
from .curricula.writing import make_curriculum, put_in_force, write_rule
from .editions.making import begin_edition, write_edition
from .editions.publishing import publish_edition
from .editions.sessions import add_session
from .enums import CurriculumAudience, EditionRole, Level
from .models import Curriculum, CurriculumContent, Edition, Unit

_ID, _EDITION = "demo-diplomado", "demo-diplomado-edicion"
_BY = "coordinadora@ejemplo.invalid"
_GIVERS = (("inmujeresgdl", EditionRole.PROVIDES), ("muni-guadalajara", EditionRole.CO_ORGANISES))
_ZONE = "America/Mexico_City"
_HOURS, _SESSION_HOURS, _SEATS = 4, 4, 30
_FIRST, _EVERY = 21, 14  # days until the first session, and between two
_MODULES = ("Fundamentos", "Herramientas", "Práctica institucional")


@transaction.atomic
def make_demo() -> Edition | None:
    """Once: what was changed or discarded since stays so. Nothing where the demonstration is missing."""
    by = User.objects.filter(email=_BY).first()
    giver = Institution.objects.filter(package_id=_GIVERS[0][0]).first()
    contents = list(CurriculumContent.objects.order_by("order")[:7])
    if by is None or giver is None or not contents or Curriculum.objects.filter(package_id=_ID).exists():
        return None
    curriculum = _curriculum(by, giver, contents)
    edition = begin_edition(curriculum=curriculum, by=by, title=_("first edition (demonstration)"))
    Edition.objects.filter(pk=edition.pk).update(package_id=_EDITION)
    edition.refresh_from_db()
    rows = Institution.objects.in_bulk([key for key, _role in _GIVERS], field_name="package_id")
    given = [(rows[key], role.value) for key, role in _GIVERS if key in rows]
    write_edition(edition=edition, by=by, institutions=given)
    _sessions(edition, by)
    return publish_edition(edition=edition, by=by)


def _curriculum(by: User, giver: Institution, contents: list[CurriculumContent]) -> Curriculum:
    made = make_curriculum(
        by=by,
        title="Diplomado en igualdad para enlaces de género (demostración)",
        title_en="Diploma in equality for gender liaisons (demonstration)",
        kind="diplomado",
        purpose="Programa de demostración: recorre los siete contenidos en que forma la red.",
        for_whom="Enlaces y titulares de unidades de género.",
        institution=giver,
        audience=CurriculumAudience.PUBLIC,
    )
    Curriculum.objects.filter(pk=made.pk).update(package_id=_ID)
    made.refresh_from_db()
    size = -(-len(contents) // len(_MODULES))
    for number, title in enumerate(_MODULES):
        module = add_module(curriculum=made, by=by, title=title)
        for content in contents[number * size : (number + 1) * size]:
            level = Level.BASIC if number == 0 else Level.INTERMEDIATE
            add_unit(module=module, by=by, content=content, hours=_HOURS, level=level)
    add_assignment(
        module=module,
        by=by,
        title="Plan de trabajo de su unidad",
        instructions="Dos páginas: qué hará su unidad en seis meses. Sin casos ni datos de víctimas.",
    )
    codes = [f"m{number}" for number in range(1, len(_MODULES) + 1)]
    rule = {"all": [*({"module": code} for code in codes), {"attendance": 80}]}
    write_rule(curriculum=made, by=by, rule=rule, attendance_share=80)
    put_in_force(curriculum=made, by=by)
    return made


def _sessions(edition: Edition, by: User) -> None:
    zone = zoneinfo.ZoneInfo(_ZONE)
    soon = timezone.localdate() + dt.timedelta(days=_FIRST)
    first = soon + dt.timedelta(days=(1 - soon.weekday()) % 7)  # a Tuesday
    for number, module in enumerate(edition.version.modules.order_by("number")):
        day = first + dt.timedelta(days=number * _EVERY)
        begins = dt.datetime.combine(day, dt.time(10), zone)
        add_session(
            edition=edition,
            by=by,
            module=module,
            units=Unit.objects.filter(module=module),
            title=f"{module.title}: sesión {number + 1} (demostración)",
            time_zone=_ZONE,
            starts_at=begins,
            ends_at=begins + dt.timedelta(hours=_SESSION_HOURS),
            place="Sala de la red, Guadalajara",
            seats_on_site=_SEATS,
            seats_online=_SEATS,
        )
