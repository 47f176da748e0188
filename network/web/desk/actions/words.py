"""Words and ways that several pages of actions share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from network.messages.neutral import asks_for_neutrality
from network.milestones.models import Milestone
from network.vocabulary.spans import event_words


def trail(request: HttpRequest, *, within: bool = True) -> list[tuple[str, str]]:
    """Where the page lies; the desk is named to whoever may enter it."""
    desk = [(_("Desk"), reverse("desk"))] if request.viewer.runs_network else []  # type: ignore[attr-defined]
    return [*desk, (_("Actions"), reverse("desk_actions"))] if within else desk


def tabs(request: HttpRequest, address: str, mode: str) -> list[dict[str, Any]]:
    """The two forms, one beside the other."""
    return [
        {"label": _("Action"), "url": address, "is_current": mode != "asesoria"},
        {"label": _("Advice"), "url": f"{address}?tipo=asesoria", "is_current": mode == "asesoria"},
    ]


def kind_words(milestone: Milestone) -> str:
    if milestone.channel:
        return _("Advice")
    return str(milestone.get_kind_display())  # type: ignore[attr-defined]


def is_neutral(milestone: Milestone) -> bool:
    """Whether a text that others may see on her screen keeps the topic to itself."""
    theme = milestone.theme
    return asks_for_neutrality(theme.code, theme.label_es, theme.label_en, milestone.title)


def shared_text(milestone: Milestone, institutions: list[str]) -> str:
    """What one pastes into WhatsApp: no number, no result; of a delicate topic neither title nor theme."""
    title = _("Activity of the network") if is_neutral(milestone) else milestone.title
    places = ", ".join(place.name for place in milestone.territories.all())
    lines = [title, " · ".join(filter(None, [event_words(milestone.started, milestone.ended), places]))]
    if institutions and not is_neutral(milestone):
        lines.append(_("With: %(names)s") % {"names": ", ".join(institutions)})
    return "\n".join(lines)


def views(current: str, querystring: str) -> list[dict[str, Any]]:
    """The three ways to look at the same actions."""
    labels = {
        "desk_actions": _("List"),
        "desk_action_month": _("Calendar"),
        "desk_action_counts": _("By theme"),
    }
    query = f"?{querystring}" if querystring else ""
    return [
        {"label": label, "url": f"{reverse(name)}{query}", "is_current": name == current}
        for name, label in labels.items()
    ]
