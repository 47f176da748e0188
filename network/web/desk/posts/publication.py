"""What each setting of a post's publication lets others read, in words, before one chooses."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.institutions.enums import Publication


@dataclass(frozen=True, slots=True)
class Reading:
    """What one audience reads of the post under one setting: its state, and the name of whoever holds it."""

    audience: str
    state: str
    name: str


def readings(publication: Publication) -> list[Reading]:
    """The same whether the post is covered or not, so that explaining a setting tells nothing of the post."""
    state = _("Whether it is covered, or has no designation")
    withheld = _("“Being updated”, covered or not")
    nobody = _("Never")
    if publication == Publication.RESERVED:
        audiences = (_("Public"), _("Member"), _("Analyst"), _("Coordination"))
        return [Reading(audience, withheld, nobody) for audience in audiences]
    in_care = _("Always, unless she is protected")
    if publication == Publication.NETWORK:
        return [
            Reading(_("Public"), _("“Told within the network”"), nobody),
            Reading(_("Member"), state, _("If she lets the network or everyone know")),
            Reading(_("Analyst"), state, nobody),
            Reading(_("Coordination"), state, in_care),
        ]
    return [
        Reading(_("Public"), state, _("If she lets everyone know")),
        Reading(_("Member"), state, _("If she lets the network or everyone know")),
        Reading(_("Analyst"), state, _("If she lets everyone know")),
        Reading(_("Coordination"), state, in_care),
    ]


def in_a_line(publication: Publication) -> str:
    """The setting as the label of a choice explains it."""
    return {
        Publication.PUBLIC: _("Public: everyone reads whether it is covered."),
        Publication.NETWORK: _("Within the network: members and analysts read whether it is covered."),
        Publication.RESERVED: _("Reserved: nobody reads it; it always says “being updated”."),
    }[publication]
