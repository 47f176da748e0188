"""`{% panel panel %}`: a panel of the dossier, drawn with its own context and nothing else."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from network.vocabulary.panels import Panel

register = template.Library()


@register.simple_tag
def panel(panel: Panel) -> SafeString:
    return render_to_string(panel.template, dict(panel.context))
