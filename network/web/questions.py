"""The ways into the analysis: the measures, and the questions that one asks first."""

from typing import Any

from network.insights.answers.reports import QUESTIONS

from .navigation import address


def questions(current: str) -> list[dict[str, Any]]:
    """The tabs, for `components/tabs.html`, of what this installation has."""
    return [
        {"label": question.label, "url": url, "is_current": question.key == current}
        for question in QUESTIONS.values()
        if (url := address(question.url_name))
    ]
