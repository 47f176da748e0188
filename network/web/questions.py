"""The ways into the analysis: the measures, and the questions that one asks first."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .navigation import address

_QUESTIONS = (
    ("analysis", _("Measures of the network")),
    ("coverage", _("Who is missing?")),
    ("resilience", _("What holds without us?")),
    ("changes", _("What changed?")),
)


def questions(current: str) -> list[dict[str, Any]]:
    """The tabs, for `components/tabs.html`, of what this installation has."""
    return [
        {"label": label, "url": url, "is_current": name == current}
        for name, label in _QUESTIONS
        if (url := address(name))
    ]
