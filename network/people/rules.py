"""What of a person may be shown to whoever was allowed to see that she exists."""

from dataclasses import dataclass

from django.utils import timezone

from network.vocabulary.partial_date import is_in_force

from .models import Affiliation, Person


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """A person as one viewer sees her. Templates and files get this, never the record itself."""

    uid: str
    name: str  # her own, or the alias of her choice
    post_title: str
    institutions: tuple[tuple[str, str], ...]  # (name, address)
    offers: str
    seeks: str
    themes: tuple[str, ...]
    tags: tuple[str, ...]
    is_under_alias: bool


def seen(person: Person) -> SeenPerson:
    """A row of `queries.visible_to` (affiliations, themes and tags prefetched), cut to what may be shown.

    Under an alias the title of the post stays away too: it often names the woman who holds it.
    """
    affiliations: list[Affiliation] = list(person.affiliations.all()) if person.sees_institution else []  # type: ignore[attr-defined]
    return SeenPerson(
        uid=str(person.uid),
        name=person.name if person.sees_name else person.alias,  # type: ignore[attr-defined]
        post_title=person.post_title if person.sees_name else "",  # type: ignore[attr-defined]
        institutions=tuple(
            (a.institution.name, a.institution.get_absolute_url())
            for a in affiliations
            if is_in_force(a.started, a.ended, on=timezone.localdate())
        ),
        offers=person.offers,
        seeks=person.seeks,
        themes=tuple(theme.label for theme in person.themes.all()),
        tags=tuple(sorted(tag.name for tag in person.tags.all())),
        is_under_alias=not person.sees_name,  # type: ignore[attr-defined]
    )


def shown_line(person: Person) -> tuple[str, str]:
    """The name and the post title of a row of `queries.visible_to`, where nothing more is needed."""
    if person.sees_name:  # type: ignore[attr-defined]
        return person.name, person.post_title
    return person.alias, ""
