"""Verbs on curricula: make one, write its draft, put it in force, archive it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.institutions.queries import coordinates_network
from network.journal.services import record
from network.vocabulary.models import Theme

from ..completion import unknown_in
from ..enums import VersionState
from ..models import Curriculum, CurriculumContent, CurriculumVersion
from ..queries import curricula_kept_by, institutions_offered, may_make_curricula, with_matter
from .copying import copy_matter

FIELDS = ("title", "title_en", "outward_title", "kind", "purpose", "for_whom", "institution", "audience")


@transaction.atomic
def make_curriculum(*, by: User, themes: Iterable[Theme] = (), **values: Any) -> Curriculum:
    """A curriculum with an empty draft of its first version. Raises ValidationError."""
    viewer = viewer_for(by)
    if not may_make_curricula(viewer):
        words = _("Only whoever coordinates an institution offers trainings.")
        raise ValidationError(words, code="not_hers")
    row = Curriculum(**_known(values))
    _refuse_institution(row, by)
    row.full_clean()
    row.save()
    row.themes.set(themes)
    CurriculumVersion.objects.create(curriculum=row, number=1)
    record(verb="make_curriculum", subject=row, by=by, after={"title": row.title})
    return row


@transaction.atomic
def write_curriculum(
    *, curriculum: Curriculum, by: User, themes: Iterable[Theme] | None = None, **values: Any
) -> Curriculum:
    """Say any of FIELDS anew. What is taught stands in its versions."""
    row = hers(curriculum, by)
    before = {name: getattr(row, name) for name in _known(values)}
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    changed = [name for name in values if getattr(row, name) != before[name]]
    if "institution" in changed:
        _refuse_institution(row, by)
    row.full_clean()
    row.save()
    if themes is not None:
        row.themes.set(themes)
    if changed:
        record(
            verb="write_curriculum",
            subject=row,
            by=by,
            before={name: _plain(before[name]) for name in changed},
            after={name: _plain(getattr(row, name)) for name in changed},
        )
    return row


@transaction.atomic
def archive(*, curriculum: Curriculum, by: User, is_archived: bool) -> Curriculum:
    """It is offered no more, or again. Its editions go on to their end."""
    row = hers(curriculum, by)
    if row.is_archived != is_archived:
        row.is_archived = is_archived
        row.save(update_fields=["is_archived"])
        record(verb="archive_curriculum" if is_archived else "offer_curriculum", subject=row, by=by)
    return row


@transaction.atomic
def new_version(*, curriculum: Curriculum, by: User) -> CurriculumVersion:
    """A draft with all that the version in force has. There is one draft at a time."""
    row = hers(curriculum, by)
    if row.versions.filter(state=VersionState.DRAFT).exists():
        raise ValidationError(_("There is a draft already: go on with it, or discard it."), code="stale")
    latest = with_matter(row.versions.all()).order_by("-number").first()
    made = CurriculumVersion(curriculum=row, number=(latest.number if latest else 0) + 1)
    if latest is not None:
        made.attendance_share, made.rule = latest.attendance_share, latest.rule
    made.full_clean()
    made.save()
    if latest is not None:
        copy_matter(latest, made)
    record(verb="draft_curriculum", subject=row, by=by, after={"version": made.number})
    return made


@transaction.atomic
def discard_version(*, curriculum: Curriculum, by: User) -> None:
    """The draft goes; of a curriculum that nobody saw yet, all of it."""
    row = hers(curriculum, by)
    draft = draft_of(row)
    record(verb="discard_curriculum", subject=row, by=by, before={"title": row.title})
    draft.delete()
    if not row.versions.exists():
        row.delete()


@transaction.atomic
def put_in_force(*, curriculum: Curriculum, by: User) -> CurriculumVersion:
    """The draft holds from now on for new editions; those that began go on with theirs."""
    row = hers(curriculum, by)
    draft = draft_of(row)
    if problems := missing(draft):
        raise ValidationError(problems, code="incomplete")
    row.versions.filter(state=VersionState.IN_FORCE).update(state=VersionState.REPLACED)
    draft.state, draft.in_force_on = VersionState.IN_FORCE, timezone.localdate()
    draft.full_clean()
    draft.save()
    record(verb="put_curriculum_in_force", subject=row, by=by, after={"version": draft.number})
    return draft


@transaction.atomic
def write_rule(*, curriculum: Curriculum, by: User, rule: Any, attendance_share: int) -> CurriculumVersion:
    """When the draft is completed, and how much of what teaches a content makes it done."""
    row = hers(curriculum, by)
    draft = draft_of(row)
    draft.rule, draft.attendance_share = rule, attendance_share
    draft.full_clean()
    if unknown := unknown_in(rule, codes_of(draft)):
        words = _("The rule names what this version does not have: %(codes)s.")
        raise ValidationError(words % {"codes": ", ".join(unknown)}, code="unknown")
    draft.save()
    record(verb="write_curriculum_rule", subject=row, by=by, after={"rule": rule, "share": attendance_share})
    return draft


@transaction.atomic
def write_conditions(
    *,
    curriculum: Curriculum,
    by: User,
    prerequisites: Iterable[CurriculumContent],
    equivalences: Iterable[tuple[CurriculumContent, CurriculumContent]],
) -> CurriculumVersion:
    """What one has to have learned before, and what counts for a content of the draft: (content, instead)."""
    row = hers(curriculum, by)
    draft = draft_of(row)
    pairs = list(dict.fromkeys(equivalences))
    if any(content == instead for content, instead in pairs):
        raise ValidationError({"equivalences": _("A content does not count for itself.")})
    draft.prerequisites.set(prerequisites)
    draft.equivalences.all().delete()
    for content, instead in pairs:
        draft.equivalences.create(content=content, instead=instead)
    record(verb="write_curriculum_conditions", subject=row, by=by)
    return draft


def hers(curriculum: Curriculum, by: User) -> Curriculum:
    """The row under its lock, if she keeps it."""
    row = Curriculum.objects.select_for_update(of=("self",)).get(pk=curriculum.pk)
    if not curricula_kept_by(Curriculum.objects.filter(pk=row.pk), viewer_for(by)).exists():
        raise ValidationError(_("Only whoever runs this training does this."), code="not_hers")
    return row


def draft_of(curriculum: Curriculum) -> CurriculumVersion:
    """What may be written. What is in force is never changed."""
    found = with_matter(curriculum.versions.filter(state=VersionState.DRAFT)).first()
    if found is None:
        raise ValidationError(_("What is in force is not changed: make a new version first."), code="stale")
    return found


def missing(version: CurriculumVersion) -> list[str]:
    """What it still needs before it can be put in force. The version comes with its matter."""
    modules = list(version.modules.all())
    problems = [] if modules else [_("Add at least one module.")]
    for module in modules:
        if not module.units.all() and not module.assignments.all():
            problems.append(_("Module %(module)s is empty: add a content or a work.") % {"module": module})
    if unknown_in(version.rule, codes_of(version)):
        problems.append(_("The rule of completion names what is not there any more. Write it again."))
    return problems


def codes_of(version: CurriculumVersion) -> list[str]:
    """All that a rule may name."""
    found = []
    for module in version.modules.all():
        found.append(module.code)
        found += [unit.code for unit in module.units.all()]
        found += [work.code for work in module.assignments.all()]
    return found


def next_number(rows: Any) -> int:
    return 1 + (rows.aggregate(last=Max("number"))["last"] or 0)


def _refuse_institution(row: Curriculum, by: User) -> None:
    """Whoever does not coordinate the network offers it in the name of an institution of hers."""
    viewer = viewer_for(by)
    if coordinates_network(viewer):
        return
    if row.institution is None or not institutions_offered(viewer).filter(pk=row.institution.pk).exists():
        raise ValidationError({"institution": _("Name an institution that you coordinate.")})


def _known(values: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"not of a curriculum: {sorted(unknown)}")
    return values


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else str(value.pk)
