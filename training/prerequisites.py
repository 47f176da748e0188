"""What one has to have learned before an edition begins, and what of it she lacks."""

from django.utils import timezone

from network.people.models import Person

from .models import CurriculumContent, Edition, Equivalence, Learned


def prerequisites_of(edition: Edition) -> list[CurriculumContent]:
    return list(edition.version.prerequisites.order_by("order"))


def missing_for(edition: Edition, person: Person) -> list[CurriculumContent]:
    """Those that she has not learned, or no longer on the first day; what counts for them counts here too."""
    asked = prerequisites_of(edition)
    if not asked:
        return []
    first = edition.starts_on or timezone.localdate()
    rows = Learned.objects.filter(person=person, since__lte=first)
    valid = {row.content_id for row in rows if row.is_valid(first)}
    for one in Equivalence.objects.filter(version=edition.version, instead__in=valid):
        valid.add(one.content_id)
    return [content for content in asked if content.pk not in valid]
