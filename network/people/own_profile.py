"""What a woman says of herself. The journal keeps that she did, and of which fields, never what she wrote."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer
from network.journal.services import record
from network.vocabulary.models import Theme
from network.vocabulary.words import folded

from .enums import Visibility
from .fields import FIELDS
from .models import Person, PersonTag
from .queries import visible_to

MOST_TAGS, LONGEST_TAG = 12, 40
WRITTEN = frozenset(
    {
        "post_title", "post_level", "offers", "seeks", "languages", "biography", "city", "working_hours",
        "telephone", *(field.switch for field in FIELDS if field.name != "photo"),
    }
)  # fmt: skip


@transaction.atomic
def save_profile(
    *,
    person: Person,
    by: User,
    values: Mapping[str, Any],
    themes: Collection[Theme] | None = None,
    tags: Iterable[str] | None = None,
    viewer: Viewer,
) -> Person:
    """Write those of the fields in WRITTEN, her themes and her tags, as far as they are given.

    `viewer` is she: a tag that others have is taken over as they write it, if she may see one of them.
    """
    if unknown := set(values) - WRITTEN:
        raise ValueError(f"not hers to write here: {sorted(unknown)}")
    locked = Person.objects.select_for_update().get(pk=person.pk)
    changed = {field for field, value in values.items() if getattr(locked, field) != value}
    for field in changed:
        setattr(locked, field, values[field])
    _refuse_what_may_not_be_opened(locked)
    locked.full_clean(exclude=["tags"])
    locked.save(update_fields=sorted(changed))
    if themes is not None and set(themes) != set(locked.themes.all()):
        locked.themes.set(themes)
        changed.add("themes")
    if tags is not None and _set_tags(locked, tags, viewer):
        changed.add("tags")
    if changed:
        record(verb="edit_profile", subject=locked, by=by, after={"fields": sorted(changed)})
    return locked


@transaction.atomic
def confirm_profile(*, person: Person, by: User) -> Person:
    """She says that all of it is still so, today."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    today = timezone.localdate()
    if locked.confirmed_on != today:
        locked.confirmed_on = today
        locked.save(update_fields=["confirmed_on"])
        record(verb="confirm_profile", subject=locked, by=by)
    return locked


def alias_problem(alias: str, person: Person) -> str:
    """Why that alias would not hide her, or nothing."""
    if not alias.strip():
        return _("Write the name under which you take part: a first name that is not yours, a word.")
    hers = {word for word in folded(person.name).split() if len(word) > 2}
    if told := sorted(word for word in folded(alias).split() if word in hers):
        return _(
            "The alias has “%(word)s”, which is in your name. Choose one that does not tell who you are."
        ) % {"word": told[0]}
    return ""


@contextmanager
def as_if(person: Person, **choice: Any) -> Iterator[None]:
    """What is asked of the database within sees her as if she had chosen so; afterwards it is as before.

    For previews: it is the doors themselves that answer, not a second account of what they do.
    """
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(**choice)
        try:
            yield
        finally:
            transaction.set_rollback(True)


def stand_in_alias(alias: str) -> str:
    """For a preview of "limitada" before she has written one."""
    return alias.strip() or str(_("(your alias)"))


def _refuse_what_may_not_be_opened(person: Person) -> None:
    for field in FIELDS:
        if getattr(person, field.switch) not in field.may:
            raise ValidationError({field.switch: _("This is never shown to members.")})


def _set_tags(person: Person, names: Iterable[str], viewer: Viewer) -> bool:
    wanted = {name.casefold(): name for name in map(_tidy, names) if name}
    if len(wanted) > MOST_TAGS:
        raise ValidationError(
            {"tags": _("Up to %(n)s tags. Leave the ones that help most.") % {"n": MOST_TAGS}}
        )
    if long := next((name for name in wanted.values() if len(name) > LONGEST_TAG), ""):
        raise ValidationError(
            {"tags": _("“%(tag)s” is too long for a tag: put commas between them.") % {"tag": long[:60]}}
        )
    before = {tag.name for tag in person.tags.all()}
    chosen = [_tag(name, viewer) for name in wanted.values()]
    person.tags.set(chosen)
    return before != {tag.name for tag in chosen}


def _tag(name: str, viewer: Viewer) -> PersonTag:
    """As somebody wrote it whom she may see: the capitals of one who is hidden would tell of her."""
    seen_people = visible_to(Person.objects.order_by(), viewer).values("pk")
    same = PersonTag.objects.filter(name__iexact=name, tagged__content_object__in=seen_people)
    found = same.order_by("pk").first()
    return found or PersonTag.objects.get_or_create(name=name)[0]


def _tidy(name: str) -> str:
    return " ".join(name.replace("#", " ").split())


def modes() -> tuple[Visibility, ...]:
    """The four ways of being seen, from the most open to the most closed."""
    return (Visibility.VISIBLE, Visibility.LIMITED, Visibility.HIDDEN, Visibility.PROTECTED)
