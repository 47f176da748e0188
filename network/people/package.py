"""The people's table of the data package, and what an import may do to how a person is seen."""

from network.vocabulary.package import (
    Cells,
    Choice,
    Email,
    Identifier,
    Link,
    References,
    Table,
    Tags,
    Text,
    Watched,
)

from .enums import FieldAudience, HolderPublication, PostLevel, Visibility
from .fields import FIELDS

_FROM_OPEN_TO_CLOSED = (Visibility.VISIBLE, Visibility.LIMITED, Visibility.HIDDEN, Visibility.PROTECTED)
_OPEN = (Visibility.VISIBLE, Visibility.LIMITED)


def settle_visibility(asked: Cells, present: Cells | None, trusted: bool) -> dict[str, str]:
    """An import may lower how a person is seen; it never overwrites her own choice, nor the alias of it.

    An empty cell asks for "oculta". To be seen more is granted to a trusted package only (one's own export,
    the demo), else it is kept as a proposal for her; who is protected stays so whatever a package says.
    """
    if present is not None and present["chose_visibility"] == "True":
        return {"visibility": present["visibility"], "alias": present["alias"]}
    if present is not None and "visibility" not in asked:
        return {}
    wanted = asked.get("visibility") or Visibility.HIDDEN.value
    if present is None:
        if trusted or wanted not in _OPEN:
            return {"visibility": wanted}
        return {"visibility": Visibility.HIDDEN.value, "proposed_visibility": wanted}
    now = present["visibility"]
    if _FROM_OPEN_TO_CLOSED.index(wanted) >= _FROM_OPEN_TO_CLOSED.index(now):
        return {"visibility": wanted}
    if now == Visibility.PROTECTED or wanted not in _OPEN:
        return {"visibility": now}
    return {"visibility": wanted} if trusted else {"visibility": now, "proposed_visibility": wanted}


TABLES = (
    Table(
        "people",
        "people.Person",
        (
            Identifier("id", "package_id", required=True),
            Text("name", required=True),
            Text("honorific", optional=True),
            Email("email"),
            Text("telephone", optional=True),
            Text("post_title"),
            Choice("post_level", values=tuple(PostLevel.values)),
            Link(
                "institution_id",
                table="institutions",
                model="people.Affiliation",
                owner="person",
                target="institution",
                among={"is_main": True, "ended": ""},
            ),
            References("themes", table="themes"),
            Tags("tags", model="people.TaggedPerson"),
            Text("note", optional=True),
            Text("offers"),
            Text("seeks"),
            Text("languages", optional=True),
            Text("biography", optional=True),
            Text("city", optional=True),
            Text("working_hours", optional=True),
            Choice("visibility", values=tuple(Visibility.values), default=Visibility.HIDDEN.value),
            Text("alias"),
            Choice("proposed_visibility", values=tuple(Visibility.values), internal=True),
            Watched("chose_visibility", default="False"),
            Watched("shows_institution", default="False"),
            Watched("shows_as_holder", default=HolderPublication.NOBODY.value),
            Watched("shows_ties", default="False"),
            *(Watched(field.switch, default=FieldAudience.NOBODY.value) for field in FIELDS),
            Watched("confirmed_on"),
            Watched("account", "account__uid"),
        ),
        needs=(("visibility", Visibility.LIMITED.value, "alias"),),
        unshared=("email",),
        personal=True,
        settle=settle_visibility,
    ),
)
