"""How trainings are told on their pages."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.models import Event
from events.times import when_words
from network.vocabulary.panels import Badge
from training.curricula.words import hours_words, module_hours
from training.desk_items import edition_title
from training.enums import EditionRole, Entry
from training.mails import days_words
from training.models import CourseSession, CurriculumVersion, Edition, Module, Unit
from training.rules import edition_badge


@dataclass(frozen=True, slots=True)
class ToldUnit:
    unit: Unit
    title: str
    facts: tuple[str, ...]
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldModule:
    module: Module
    hours: str
    units: tuple[ToldUnit, ...]
    works: tuple[tuple[Any, str], ...]


def told_modules(version: CurriculumVersion) -> list[ToldModule]:
    """Of a version with its matter."""
    return [
        ToldModule(
            module,
            hours_words(module_hours(module)) if module.units.all() else "",
            tuple(_unit(unit) for unit in module.units.all()),
            tuple((work, "" if work.is_required else _("optional")) for work in module.assignments.all()),
        )
        for module in version.modules.all()
    ]


def _unit(unit: Unit) -> ToldUnit:
    facts = [hours_words(unit.hours), _("level: %(level)s") % {"level": unit.get_level_display()}]
    facts.append(_("required") if unit.is_required else _("optional"))
    outcomes = tuple(line.strip() for line in unit.outcomes.splitlines() if line.strip())
    return ToldUnit(unit, str(unit.content), tuple(facts), outcomes)


@dataclass(frozen=True, slots=True)
class ToldEdition:
    """A row of `with_sessions`, in words."""

    row: Edition
    title: str
    days: str
    ways: str
    givers: str
    badge: Badge

    @property
    def url(self) -> str:
        return self.row.get_absolute_url()


def told_edition(row: Edition) -> ToldEdition:
    return ToldEdition(
        row=row,
        title=edition_title(row),
        days=days_words(row),
        ways=row.get_modality_display(),
        givers=giver_words(row),
        badge=edition_badge(row, timezone.localdate()),
    )


def giver_words(row: Edition) -> str:
    """Without a word where it is the only one, or whoever gives it."""
    found = []
    for one in row.institutions.all():
        role = EditionRole(one.role)
        called = one.institution.called
        found.append(called if role == EditionRole.PROVIDES else f"{called} ({role.label})")
    return ", ".join(found)


def edition_facts(row: Edition, teachers: str = "") -> list[tuple[str, str]]:
    """What its page says of it, in the order in which one asks. `teachers`: whom the reader knows."""
    closes = row.closes_on
    said = (
        (_("When"), days_words(row)),
        (_("In which way"), capfirst(str(row.get_modality_display()))),
        (_("Who gives it"), giver_words(row)),
        (_("Who teaches"), teachers or teacher_words(row)),
        (_("Territories"), ", ".join(place.name for place in row.territories.all())),
        (_("How one enters"), capfirst(str(Entry(row.entry).label))),
        (_("By which criteria"), row.criteria if row.entry == Entry.SELECTION else ""),
        (_("Her superior"), _("has to consent before a place is given") if row.asks_consent else ""),
        (_("Ask for a place until"), date_format(closes, "DATE_FORMAT") if closes else ""),
        (_("Why it was cancelled"), row.cancelled_because),
    )
    return [(str(name), str(text)) for name, text in said if text]


def teacher_words(row: Edition) -> str:
    """Those whose name was written for everybody to read; a member of the network is not told by it."""
    found = []
    for one in row.facilitators.all():
        if one.person_id is None:
            found.append(f"{one.name} ({one.institution_name})" if one.institution_name else one.name)
    return ", ".join(found)


@dataclass(frozen=True, slots=True)
class ToldSession:
    session: CourseSession
    title: str
    when: str
    place: str
    teaches: str
    is_cancelled: bool

    @property
    def event(self) -> Event:
        return self.session.event


def told_sessions(row: Edition) -> list[ToldSession]:
    """Of a row of `with_sessions`, in the order of their days."""
    sessions = sorted(
        row.sessions.all(), key=lambda one: (one.event.starts_at is None, one.event.starts_at or 0)
    )
    return [
        ToldSession(
            session=one,
            title=one.event.title,
            when=when_words(one.event),
            place=one.event.place,
            teaches=_teaches(one),
            is_cancelled=one.event.state == "cancelled",
        )
        for one in sessions
    ]


def _teaches(session: CourseSession) -> str:
    units = ", ".join(str(unit.content) for unit in session.units.all())
    module = str(session.module) if session.module is not None else ""
    return ": ".join(part for part in (module, units) if part)
