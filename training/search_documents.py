"""The themes of the trainings that an institution gave or received."""

from collections.abc import Iterable, Iterator
from typing import Any

from network.vocabulary.search_document import INSTITUTION

from .models import GivenTraining

TABLES = {INSTITUTION: frozenset({"trainings"})}


def institution_themes(ids: list[int]) -> Iterator[tuple[int, int]]:
    trainings = GivenTraining.objects.order_by()
    yield from trainings.filter(providers__in=ids).values_list("providers", "theme")
    yield from trainings.filter(audience_institution__in=ids).values_list("audience_institution", "theme")


def affected(subject: Any) -> Iterable[tuple[str, list[int]]]:
    if isinstance(subject, GivenTraining) and subject.pk:
        provided = list(subject.providers.values_list("pk", flat=True))
        yield INSTITUTION, [*provided, *filter(None, [subject.audience_institution_id])]
