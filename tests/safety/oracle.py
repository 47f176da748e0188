"""Who may know what of whom, written down from the shared design's table and not from our own code.

A row of `SIGHT` answers for one role: of which modes she may know that a person exists, and whose true name
she may read. What the design grants an administrator "yes, logged" needs a reason, which no test here gives:
she sees what a member sees.
"""

from dataclasses import dataclass

from .classified import ASKED, DUTY, HOLDERS, NOTHING, REPORTED, SHUT

VISIBLE, LIMITED, HIDDEN, PROTECTED, BLOCKED = "visible", "limitada", "oculta", "protegida", "bloqueada"
MODES = (VISIBLE, LIMITED, HIDDEN, PROTECTED, BLOCKED)
"""How the person looked at is seen. A blocked one is visible, and does not want to be seen by the viewer."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The modes of those who exist for a role, and of those whose true name it may read."""

    exist: frozenset[str]
    named: frozenset[str]
    by_duty: frozenset[str] = frozenset()  # to whom goes what a woman opens to her liaison and coordinators


NOBODY = Sight(frozenset(), frozenset())
AS_MEMBER = Sight(frozenset({VISIBLE, LIMITED}), frozenset({VISIBLE}))
OWN_PEOPLE = frozenset({VISIBLE, LIMITED, HIDDEN})
AS_LIAISON = Sight(OWN_PEOPLE, OWN_PEOPLE, OWN_PEOPLE)
AS_COORDINATOR = Sight(OWN_PEOPLE | {BLOCKED}, OWN_PEOPLE | {BLOCKED}, OWN_PEOPLE)

SIGHT = {
    "visitor": NOBODY,
    "account without a grant": NOBODY,
    "coordinator without second factor": NOBODY,
    "analyst": NOBODY,
    "member": AS_MEMBER,
    "administrator": AS_MEMBER,
    "liaison": AS_LIAISON,
    "liaison elsewhere": AS_MEMBER,
    "coordinator of the network": AS_COORDINATOR,
    "coordinator of her territory": AS_COORDINATOR,
    "coordinator of another territory": AS_MEMBER,
    "coordinator of her institution": AS_COORDINATOR,
    "coordinator of her group": AS_COORDINATOR,
}
ROLES = tuple(SIGHT)


def sees_her_as(role: str, *, works_elsewhere_too: bool, sits_in_group: bool) -> str:
    """The role as which somebody sees a woman who stands elsewhere than the women of these tests do.

    They work in one institution and sit in one group. Whoever works in the other one too is in the care of
    its liaison and its territory; whoever does not sit is not in the care of who coordinates the group.
    """
    if works_elsewhere_too and role in _OF_THE_OTHER:
        return _OF_THE_OTHER[role]
    return "member" if role == "coordinator of her group" and not sits_in_group else role


_OF_THE_OTHER = {
    "liaison elsewhere": "liaison",
    "coordinator of another territory": "coordinator of her territory",
}

INSIDERS = frozenset(ROLES) - {"visitor", "account without a grant", "coordinator without second factor"}
ADMITTED = {
    "public": frozenset(ROLES),
    # The first hour of a network: those who run it are led on, others find it closed since.
    "founders": frozenset({"administrator", "coordinator of the network"}),
    "administrators": frozenset({"administrator"}),
    "holders": frozenset(ROLES) - {"visitor"},
    "insiders": INSIDERS,
    "coordinators": frozenset({"coordinator of the network", "administrator"}),
    "recorders": frozenset(
        {
            "coordinator of the network",
            "administrator",
            "coordinator of her territory",
            "coordinator of another territory",
            "coordinator of her institution",
        }
    ),
}
"""Whom a page of each audience lets in. Whoever else asks gets the log-in page or nothing at all."""

CARING = (
    "coordinator of the network",
    "coordinator of her territory",
    "coordinator of her institution",
)
"""Those who work at pages of the desk with people of hers in their care."""

OPENED = {"photo": "members", "languages": "members", "city": "duty", "telephone": "duty"}
"""What every woman of these tests opened of her profile, and to whom; all the rest to nobody."""
UNDER_ALIAS = frozenset({"languages", "city"})  # of that, what may stand beside an alias


def fields_of_her(role: str, mode: str) -> frozenset[str]:
    """What of a person's record that role may read anywhere."""
    sight = SIGHT[role]
    if mode not in sight.exist:
        return frozenset()
    named = mode in sight.named
    told = {"uid", "offers", "seeks", "tag"} | ({"name", "post_title"} if named else {"alias"})
    for name, audience in OPENED.items():
        reaches = audience == "members" or mode in sight.by_duty
        if reaches and (named or name in UNDER_ALIAS):
            told.add(name)
    return frozenset(told)


def as_holder(role: str, mode: str) -> frozenset[str]:
    """Of a woman who allows it and holds a public post: her name, where she is not hidden, for everyone.

    Everyone but whom she blocked; a visitor can be told from nobody, so that to him she is as any other.
    """
    if mode == VISIBLE or (mode == BLOCKED and role == "visitor"):
        return frozenset({"name"})
    return frozenset()


FOR_ADMINISTRATORS = {REPORTED: ("report_",), ASKED: ("rightsrequest_", "name")}
"""What women said to the office itself, for administrators to answer: a right with the name of who asks."""


def may_show(kind: str, role: str, mode: str, field: str) -> bool:
    """Whether an address of that kind (classified.py) may show that role that word of such a woman."""
    if kind in (NOTHING, SHUT):
        return False
    if field in fields_of_her(role, mode) or (kind == HOLDERS and field in as_holder(role, mode)):
        return True
    if role == "administrator" and field.startswith(FOR_ADMINISTRATORS.get(kind, ())):
        return True
    # What the desk writes to her and keeps of it: while she is in the care of who works there.
    in_care = role in CARING and mode in SIGHT[role].exist
    return kind in (DUTY, ASKED) and in_care and (field in {"honorific", "email"} or "_" in field)
