"""What the components need beyond Django's own tags."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page

from network.vocabulary.panels import Badge, Section, meanings

register = template.Library()


@register.filter
def page_numbers(page: Page) -> list[int]:
    """The numbers worth offering from here; 0 stands for those left out."""
    offered = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in offered]


@register.filter
def beside(columns: Sequence[Any], row: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each column with its cell of the row."""
    return list(zip(columns, row, strict=True))


@register.filter
def badge_meanings(sections: Sequence[Section]) -> list[Badge]:
    """The badges of those lines that have to be explained, each once."""
    return meanings(badge for section in sections for line in section.lines for badge in line.badges)
