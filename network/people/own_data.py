"""What this room holds of her: her record, where she works, her photo, whom she blocked."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.vocabulary.rights import OwnFile, Section, Whose, section

from .models import Affiliation, Block, Person, Photo

COVERS = ("people.Person", "people.Affiliation", "people.Photo", "people.Block", "people.TaggedPerson")

_PERSON = {
    "name": pgettext_lazy("of a person", "Name"),
    "honorific": _("How she is addressed"),
    "alias": _("Alias"),
    "email": _("E-mail"),
    "telephone": _("Telephone"),
    "post_title": _("Post"),
    "post_level": _("Level of the post"),
    "offers": _("Offers"),
    "seeks": _("Seeks"),
    "languages": _("Languages"),
    "biography": _("Short biography"),
    "city": _("City"),
    "working_hours": _("Working hours"),
    "note": _("Note of the list she came from"),
    "visibility": _("How she is seen"),
    "chose_visibility": _("She chose it herself"),
    "proposed_visibility": _("How a list proposed it"),
    "shows_institution": _("Shows her institution"),
    "shows_as_holder": _("Who sees her name beside her post"),
    "shows_ties": _("Shows with whom she works"),
    "introduces": _("May be asked to introduce others"),
    "may_be_suggested": _("May be suggested to colleagues"),
    "opposes_being_found": _("Opposes being found by members"),
    "data_blocked_on": _("Her data are blocked since"),
    "visibility_before": _("How she was seen before they were blocked"),
    "shows_photo": _("Who sees the photo"),
    "shows_languages": _("Who sees the languages"),
    "shows_biography": _("Who sees the biography"),
    "shows_city": _("Who sees the city"),
    "shows_working_hours": _("Who sees the working hours"),
    "shows_telephone": _("Who sees the telephone"),
    "shows_email": _("Who sees the e-mail"),
    "confirmed_on": _("Confirmed on"),
    "uid": _("Identifier"),
    "package_id": _("Identifier in data packages"),
}


def own(whose: Whose) -> list[Section]:
    people = Person.objects.filter(pk=whose.person)
    words = [
        {"kind": str(_("Theme")), "word": theme.label} for person in people for theme in person.themes.all()
    ]
    words += [{"kind": str(_("Tag")), "word": tag.name} for person in people for tag in person.tags.all()]
    photos = list(Photo.objects.filter(person=whose.person))
    return [
        section("person", _("Your record"), people, _PERSON, whose=whose),
        section(
            "themes",
            _("Your themes and tags"),
            [_Row(**row) for row in words],
            {"kind": _("Kind"), "word": _("Word")},
        ),
        section(
            "affiliations",
            _("Where you work or worked"),
            Affiliation.objects.filter(person=whose.person).select_related("institution"),
            {
                "institution__name": _("Institution"),
                "started": _("From"),
                "ended": _("Until"),
                "is_main": _("Main one"),
            },
        ),
        section(
            "photo",
            _("Your photo"),
            photos,
            {"alt": _("What is to be seen"), "added_at": _("Added on"), "content_type": _("Kind of file")},
            files=[
                OwnFile(f"foto.{str(photo.file.name).rpartition('.')[2]}", _reader(photo)) for photo in photos
            ],
        ),
        section(
            "blocks",
            _("Whom you blocked"),
            Block.objects.filter(blocker=whose.person),
            {"label": _("Who"), "added_at": _("Since")},
        ),
    ]


class _Row:
    def __init__(self, **cells: Any) -> None:
        self.__dict__.update(cells)


def _reader(photo: Photo) -> Any:
    def read() -> bytes:
        with photo.file.open("rb") as opened:
            return bytes(opened.read())

    return read
