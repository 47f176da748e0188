"""`{% frame as frame %}`: what surrounds every page."""

from django import template

from network.web import navigation
from network.web.rooms import DeskBar, desk_bar_of

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: template.Context) -> navigation.Frame:
    return navigation.frame(context)


@register.simple_tag(takes_context=True)
def desk_bar(context: template.Context) -> DeskBar | None:
    return desk_bar_of(context)


@register.simple_tag(takes_context=True)
def undo_link(context: template.Context) -> str:
    """Where what was just done is taken back, beside the message that says so; only at the desk."""
    if not context.get("messages") or desk_bar_of(context) is None:
        return ""
    from network.web.desk.journal import latest_to_undo

    return latest_to_undo(context["request"])
