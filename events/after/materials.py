"""Materials of an event: checked by what they are, bare of who made them, for those whom they are for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.files.checking import Checked, checked_scan, public_version
from network.journal.services import record

from ..enums import EventState, MaterialAudience, PlaceState
from ..models import Event, EventMaterial, Registration
from ..queries import kept_by, places_of, visible_to
from .attended import came

MOST = 40


@transaction.atomic
def add_material(
    *,
    event: Event,
    by: User,
    title: str,
    audience: str,
    upload: Any = None,
    link: str = "",
) -> EventMaterial:
    """A PDF or picture made bare, or an address. Raises ValidationError; then no file is kept."""
    row = _hers(event, by)
    if bool(upload) == bool(link):
        raise ValidationError(_("Choose a file, or write an address: one of the two."))
    if row.materials.count() >= MOST:
        raise ValidationError(_("An event holds up to %(n)s materials.") % {"n": MOST})
    made = EventMaterial(event=row, title=" ".join(title.split()), audience=audience, link=link, by=by)
    if upload:
        _fill(made, public_version(checked_scan(upload)))
    try:
        made.full_clean(exclude=["by"])
        made.save()
        record(verb="add_material", subject=row, by=by, after={"title": made.title, "audience": audience})
    except BaseException:
        if made.file:
            made.file.storage.delete(str(made.file.name))
        raise
    return made


@transaction.atomic
def remove_material(*, material: EventMaterial, by: User) -> None:
    """It goes for good, its file too."""
    row = _hers(material.event, by)
    record(verb="remove_material", subject=row, by=by, before={"title": material.title})
    name, storage = str(material.file.name or ""), material.file.storage
    material.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _fill(made: EventMaterial, bare: Checked) -> None:
    made.content_type, made.size, made.sha256 = bare.content_type, len(bare.content), bare.sha256
    made.file.save(f"material.{bare.extension}", bare.file("material"), save=False)


def _hers(event: Event, by: User) -> Event:
    if not kept_by(Event.objects.filter(pk=event.pk), viewer_for(by)).exists():
        raise ValidationError(_("Only whoever runs the event does this."), code="not_hers")
    if event.state == EventState.CANCELLED:
        raise ValidationError(_("It was cancelled: nothing of it is changed any more."), code="stale")
    return event


def materials_for(event: Event, viewer: Viewer) -> QuerySet[EventMaterial]:
    """Of that event, those that this viewer may open by her own rights."""
    rows = event.materials.all()
    if kept_by(Event.objects.filter(pk=event.pk), viewer).exists():
        return rows
    place = places_of(viewer).filter(event=event, state=PlaceState.ENROLLED).first()
    if place is None:
        place = next((row for row in places_of(viewer).filter(event=event) if came(row)), None)
    allowed = _for_place(place) if place is not None else Q(pk__in=())
    if visible_to(Event.objects.filter(pk=event.pk), viewer).exists():
        allowed |= Q(audience=MaterialAudience.EVENT)
    return rows.filter(allowed)


def materials_for_place(row: Registration) -> QuerySet[EventMaterial]:
    """Those of whoever holds the link of that place, as long as it stands or she came."""
    return EventMaterial.objects.filter(_for_place(row), event=row.event)


def _for_place(row: Registration) -> Q:
    if came(row):
        return Q(audience__in=MaterialAudience.values)
    if row.state == PlaceState.ENROLLED:
        return Q(audience__in=(MaterialAudience.ENROLLED, MaterialAudience.EVENT))
    return Q(audience=MaterialAudience.EVENT)
