"""Verbs on an edition: begin it, say what it is, who gives it and who teaches in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.enums import OrganiserRole
from events.lent import organise
from events.line import locked as lock_event
from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.institutions.models import Institution
from network.institutions.queries import coordinates_network
from network.journal.services import record
from network.people.models import Person
from network.people.queries import in_care_of
from network.vocabulary.models import Territory

from ..enums import EditionRole, EditionState, VersionState
from ..models import Curriculum, Edition, EditionInstitution, Facilitator, Module
from ..queries import (
    curricula_kept_by,
    curricula_visible_to,
    editions_kept_by,
    institutions_offered,
    opening_event,
)

FIELDS = (
    "title", "modality", "starts_on", "ends_on", "entry", "criteria", "asks_consent", "closes_on",
    "elearning_link",
)  # fmt: skip
_AS_ORGANISER = {
    EditionRole.PROVIDES: OrganiserRole.ORGANISES,
    EditionRole.CO_ORGANISES: OrganiserRole.CO_ORGANISES,
    EditionRole.SUPPORTS: OrganiserRole.SUPPORTS,
}
_GIVES = (EditionRole.PROVIDES, EditionRole.CO_ORGANISES)


@dataclass(frozen=True, slots=True)
class Teaches:
    """Who teaches: a person of the network or a name, and in which modules (none: in all of them)."""

    person: Person | None = None
    name: str = ""
    institution_name: str = ""
    modules: tuple[Module, ...] = ()
    hours: Decimal | None = None


@transaction.atomic
def begin_edition(*, curriculum: Curriculum, by: User, title: str = "") -> Edition:
    """A draft of the version in force, given by the institution of the curriculum or by hers."""
    viewer = viewer_for(by)
    version = curriculum.versions.filter(state=VersionState.IN_FORCE).first()
    if version is None:
        raise ValidationError(_("Put a version of the training in force first."), code="stale")
    if curriculum.is_archived:
        raise ValidationError(_("It is archived. Offer it again first."), code="stale")
    mine = institutions_offered(viewer)
    rows = Curriculum.objects.filter(pk=curriculum.pk)
    keeps = curricula_kept_by(rows, viewer).exists()
    if not keeps and not (mine.exists() and curricula_visible_to(rows, viewer).exists()):
        raise ValidationError(_("Only whoever runs this training does this."), code="not_hers")
    edition = Edition(version=version, title=title.strip())
    edition.full_clean()
    edition.save()
    giver = curriculum.institution
    alone = not coordinates_network(viewer) and not keeps
    if giver is None or (alone and not mine.filter(pk=giver.pk).exists()):
        giver = mine.first() if not coordinates_network(viewer) or mine.count() == 1 else giver
    if giver is not None:
        EditionInstitution.objects.create(edition=edition, institution=giver)
    record(verb="begin_edition", subject=edition, by=by, after={"training": curriculum.title})
    return edition


@transaction.atomic
def write_edition(
    *,
    edition: Edition,
    by: User,
    institutions: Sequence[tuple[Institution, str]] | None = None,
    territories: Iterable[Territory] | None = None,
    facilitators: Sequence[Teaches] | None = None,
    **values: Any,
) -> Edition:
    """Say any of FIELDS anew, and what belongs to it. Its sessions are organised by whoever gives it."""
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"not of an edition: {sorted(unknown)}")
    row = hers(edition, by)
    refuse_over(row)
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.ends_on and not row.starts_on:
        raise ValidationError({"starts_on": _("Say when it begins, too.")})
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        raise ValidationError({"ends_on": _("It ends before it begins.")})
    row.full_clean()
    row.save()
    if territories is not None:
        row.territories.set(territories)
    if institutions is not None:
        _given_by(row, institutions, by)
    if facilitators is not None:
        _taught_by(row, facilitators, by)
    changed = [name for name in values if getattr(row, name) != before[name]]
    if changed:
        record(
            verb="write_edition",
            subject=row,
            by=by,
            before={name: str(before[name] or "") for name in changed},
            after={name: str(getattr(row, name) or "") for name in changed},
        )
    return row


def hers(edition: Edition, by: User) -> Edition:
    """The row under its lock, if she runs it."""
    row = locked(edition)
    if not editions_kept_by(Edition.objects.filter(pk=row.pk), viewer_for(by)).exists():
        raise ValidationError(_("Only whoever runs this training does this."), code="not_hers")
    return row


def locked(edition: Edition) -> Edition:
    """The row under its lock. The line of its opening session comes first, as for whoever takes a place."""
    opening = opening_event(edition)
    if opening is not None:
        lock_event(opening)
    rows = Edition.objects.select_for_update(of=("self",)).select_related("version__curriculum")
    return rows.get(pk=edition.pk)


def refuse_over(row: Edition) -> None:
    if row.state in (EditionState.CANCELLED, EditionState.CLOSED):
        raise ValidationError(_("It is over: nothing of it is changed any more."), code="stale")


def organisers_of(edition: Edition) -> list[tuple[Institution, str]]:
    """Who gives it, as who organises its sessions."""
    rows = edition.institutions.select_related("institution")
    return [(one.institution, _AS_ORGANISER[EditionRole(one.role)]) for one in rows]


def _given_by(row: Edition, institutions: Sequence[tuple[Institution, str]], by: User) -> None:
    giving = {institution.pk for institution, role in institutions if role in _GIVES}
    if not giving:
        raise ValidationError({"provides": _("Name who gives it.")})
    viewer = viewer_for(by)
    keeps = curricula_kept_by(Curriculum.objects.filter(pk=row.version.curriculum.pk), viewer).exists()
    if not keeps and not institutions_offered(viewer).filter(pk__in=giving).exists():
        raise ValidationError({"provides": _("Name at least one institution that you coordinate.")})
    row.institutions.all().delete()
    for institution, role in dict(institutions).items():
        EditionInstitution.objects.create(edition=row, institution=institution, role=role)
    organisers = organisers_of(row)
    for session in row.sessions.select_related("event").order_by("pk"):
        organise(event=session.event, organisers=organisers)


def _taught_by(row: Edition, facilitators: Sequence[Teaches], by: User) -> None:
    """Those whom she may not see stay; of the others those given, and no more."""
    viewer = viewer_for(by)
    people = {one.person.pk for one in facilitators if one.person is not None}
    cared = in_care_of(Person.objects.order_by(), viewer)
    held = set(row.facilitators.exclude(person=None).values_list("person", flat=True))
    if people - set(cared.filter(pk__in=people).values_list("pk", flat=True)) - held:
        raise ValidationError({"facilitators": _("Choose people of the list.")})
    row.facilitators.filter(person=None).delete()
    row.facilitators.filter(person__in=cared.values("pk")).exclude(person__in=people).delete()
    for one in facilitators:
        made = row.facilitators.filter(person=one.person).first() if one.person else None
        made = made or Facilitator(edition=row, person=one.person)
        made.name = "" if one.person else " ".join(one.name.split())
        made.institution_name, made.hours = one.institution_name, one.hours
        made.full_clean()
        made.save()
        made.modules.set(one.modules)
