"""`{% answer_tabs questions viewer as tabs %}`: the questions, and for insiders what was kept of them."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from network.web.navigation import address

register = template.Library()


@register.simple_tag
def answer_tabs(questions: list[dict[str, Any]], viewer: Any) -> list[dict[str, Any]]:
    """With no question current, the kept answers are."""
    if not getattr(viewer, "is_insider", False):
        return questions
    is_current = not any(tab["is_current"] for tab in questions)
    return [
        *questions,
        {"label": _("Saved answers"), "url": address("saved_answers"), "is_current": is_current},
    ]
