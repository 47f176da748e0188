"""`{% frame as frame %}`: what surrounds every page."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from network.web import navigation, quick_exit
from network.web.rooms import DeskBar, desk_bar_of

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: template.Context) -> navigation.Frame:
    return navigation.frame(context)


class _Guarded(template.Node):
    def __init__(self, inside: template.NodeList) -> None:
        self.inside = inside

    def render(self, context: template.Context) -> SafeString:
        html = self.inside.render(context)
        if not quick_exit.stands_on(getattr(context.get("request"), "path", ""), html):
            return html
        door = render_to_string("components/quick_exit.html", {"url": quick_exit.address()})
        return mark_safe(door + html)  # noqa: S308 - both are rendered templates


@register.tag
def guarded(parser: template.base.Parser, token: template.base.Token) -> _Guarded:
    """`{% guarded %}…{% endguarded %}`: the quick exit before what stands between, where the page has one."""
    inside = parser.parse(("endguarded",))
    parser.delete_first_token()
    return _Guarded(inside)


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
