"""What of a person may be shown to whoever was allowed to see that she exists."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from network.vocabulary.partial_date import is_in_force

from .enums import Sight
from .fields import BY_NAME, listed, shows
from .models import Affiliation, Person, Photo
from .showing import note


@dataclass(frozen=True, slots=True)
class SeenPhoto:
    """`uid` is part of its address and new with every photo; `alt` what is to be seen, or nothing."""

    uid: str
    alt: str


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
    photo: SeenPhoto | None
    languages: tuple[str, ...]
    biography: str
    city: str
    working_hours: str
    telephone: str
    email: str
    confirmed_on: dt.date | None
    verified: tuple[tuple[str, dt.date], ...]  # institutions of hers, and when the office made sure

    @property
    def initials(self) -> str:
        """Of the name shown, for where there is no photo to show."""
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def has_contact(self) -> bool:
        return bool(self.telephone or self.email)


def seen(person: Person) -> SeenPerson:
    """A row of `queries.visible_to` with `queries.with_what_is_shown`, cut to what may be shown.

    Under an alias the title of the post stays away too: it often names the woman who holds it.
    """
    note(person.pk)
    under_alias: bool = not person.sees_name  # type: ignore[attr-defined]

    def told(name: str) -> str:
        return getattr(person, name) if _goes_to(person, name, under_alias) else ""

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
        is_under_alias=under_alias,
        photo=_photo(person) if _goes_to(person, "photo", under_alias) else None,
        languages=listed(told("languages")),
        biography=told("biography"),
        city=told("city"),
        working_hours=told("working_hours"),
        telephone=told("telephone"),
        email=told("email"),
        confirmed_on=person.confirmed_on,
        verified=tuple(
            (a.institution.name, a.verified_on)
            for a in affiliations
            if a.verified_on is not None and is_in_force(a.started, a.ended, on=timezone.localdate())
        ),
    )


def _goes_to(person: Person, name: str, under_alias: bool) -> bool:
    sight: Sight = person.sees_as  # type: ignore[attr-defined]
    return shows(person, BY_NAME[name], sight, is_under_alias=under_alias)


def _photo(person: Person) -> SeenPhoto | None:
    photo: Photo | None = getattr(person, "photo", None)
    return SeenPhoto(str(photo.uid), photo.alt) if photo else None


def shown_line(person: Person) -> tuple[str, str]:
    """The name and the post title of a row of `queries.visible_to`, where nothing more is needed."""
    note(person.pk)
    if person.sees_name:  # type: ignore[attr-defined]
        return person.name, person.post_title
    return person.alias, ""
