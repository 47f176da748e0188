"""`{% frame as frame %}`: what surrounds every page."""

from django import template

from network.web import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: template.Context) -> navigation.Frame:
    return navigation.frame(context)
