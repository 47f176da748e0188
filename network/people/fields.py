"""The fields of a profile that she opens one by one: to whom each may be opened, and to whom it then goes.

Nothing here is open until she says so. A restored export or an import opens none of them.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .enums import FieldAudience, Sight

_DUTY_AT_MOST = (FieldAudience.NOBODY, FieldAudience.DUTY)
_REACHES = {
    Sight.OWN: frozenset(FieldAudience),
    Sight.OPENED: frozenset(FieldAudience),
    Sight.DUTY: frozenset({FieldAudience.DUTY, FieldAudience.MEMBERS}),
    Sight.MEMBER: frozenset({FieldAudience.MEMBERS}),
}


@dataclass(frozen=True, slots=True)
class ProfileField:
    """`under_alias`: it may stand beside an alias. `is_searched`: members find her by its words."""

    name: str
    label: Any
    may: tuple[FieldAudience, ...] = tuple(FieldAudience)
    under_alias: bool = True
    is_searched: bool = False

    @property
    def switch(self) -> str:
        """The attribute of a person that says to whom she opened it."""
        return f"shows_{self.name}"


FIELDS = (
    ProfileField("photo", _("Photo"), under_alias=False),  # a face is a name
    ProfileField("languages", _("Languages"), is_searched=True),
    ProfileField("biography", _("Short biography"), under_alias=False, is_searched=True),
    ProfileField("city", _("City"), is_searched=True),
    ProfileField("working_hours", _("Working hours")),
    ProfileField("telephone", _("Telephone"), _DUTY_AT_MOST, under_alias=False),
    ProfileField("email", _("E-mail"), _DUTY_AT_MOST, under_alias=False),
)
BY_NAME = {field.name: field for field in FIELDS}


def shows(person: Any, field: ProfileField, sight: str, *, is_under_alias: bool) -> bool:
    """Whether that field of hers goes to whoever sees her so."""
    if is_under_alias and not field.under_alias:
        return False
    asked = FieldAudience(getattr(person, field.switch))
    # What a field may not be opened to, a value written by other means does not open either.
    return sight in (Sight.OWN, Sight.OPENED) or (asked in field.may and asked in _REACHES[Sight(sight)])


def words_for_members(person: Any, *, is_under_alias: bool) -> tuple[str, ...]:
    """The texts by which members may find her, of those that she opened to them."""
    return tuple(
        getattr(person, field.name)
        for field in FIELDS
        if field.is_searched and shows(person, field, Sight.MEMBER, is_under_alias=is_under_alias)
    )


def listed(languages: str) -> tuple[str, ...]:
    """ "español, náhuatl" as single words."""
    return tuple(filter(None, (part.strip() for part in languages.replace(";", ",").split(","))))
