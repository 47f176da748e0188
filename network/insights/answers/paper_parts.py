"""What the reports share: their head, lists that say what they leave out, and where the rest is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext as _

from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.insights.queries import layers
from network.insights.sentences import counted
from network.paper.document import Block, Bullets, Column, Heading, Paper, Paragraph, Table

from .resilience_told import Compared

FEW, MANY = 6, 10
"""So many lines of a list of details, and of a list of names, are printed; the page has all of them."""

UNDEFINED = "–"
"""Stands where a measure is not defined, as in an empty network."""

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that was put: how it is called, its parameters, of what, for whom, when."""

    label: Any
    url_name: str
    parameters: dict[str, list[str]]
    digests: tuple[str, ...]
    engines: dict[str, str]
    seeds: dict[str, int]
    viewer: Viewer
    today: date

    @property
    def address(self) -> str:
        """The page of the same answer, on this installation."""
        query = urlencode(self.parameters, doseq=True)
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(self.url_name)}{'?' if query else ''}{query}"

    @property
    def seen_by(self) -> str:
        """Whose eyes it is seen with: roles, never a name."""
        roles = [str(role.label).lower() for role in Role if self.viewer.has(role)]
        if roles:
            return _("what an account with these roles sees: %(roles)s") % {"roles": ", ".join(roles)}
        if self.viewer.user_id is not None:
            return _("what an account without any role sees, which is what the public sees")
        return _("what the public sees")


@dataclass(frozen=True, slots=True)
class Told:
    """What a question brings to its report: the conditions of its own, and what it says."""

    conditions: Facts
    blocks: tuple[Block, ...]


def paper_of(asking: Asking, told: Told) -> Paper:
    """The whole paper: the question as its title, then on what conditions it was put."""
    day = str(date_format(asking.today, "DATE_FORMAT"))
    return Paper(
        title=str(asking.label),
        subtitle=_("Report on the network, according to %(viewer)s") % {"viewer": asking.seen_by},
        facts=((_("Date of the report"), day), *_conditions(asking), *told.conditions),
        blocks=told.blocks,
        footer=f"{asking.label} · {day}",
        language=get_language() or "es",
    )


def _conditions(asking: Asking) -> Facts:
    given, known = asking.parameters, layers()
    found: list[tuple[str, str]] = []
    if "capas" in given:
        labels = [str(known[name].label) for name in given["capas"] if name in known]
        found.append((_("Layers"), ", ".join(labels)))
    if given.get("declarados"):
        found.append((_("Ties"), _("only those that a source states")))
    return tuple(found)


def figures_table(rows: Sequence[Compared], *, caption: str, before: str, after: str) -> Table:
    return Table(
        caption,
        (
            Column(_("Figure")),
            Column(before, numeric=True),
            Column(after, numeric=True),
            Column(_("Difference"), numeric=True),
        ),
        tuple(
            (row.label, row.before or UNDEFINED, row.after or UNDEFINED, row.change or UNDEFINED)
            for row in rows
        ),
    )


def listed(rows: Sequence[str], *, most: int = MANY, ordered: bool = False) -> list[Block]:
    """The first rows, and in a sentence how many more there are and where."""
    if not rows:
        return []
    found: list[Block] = [Bullets(tuple(rows[:most]), ordered)]
    return found + more(len(rows) - most)


def more(count: int) -> list[Block]:
    """How many lines are not printed, and where they are; nothing where all are."""
    if count <= 0:
        return []
    words = ngettext_lazy(
        "There is %(n)s more: the page of this answer shows it (its address stands in the appendix).",
        "There are %(n)s more: the page of this answer shows them (its address stands in the appendix).",
        "count",
    )
    return [Paragraph(counted(words, count))]


def part(title: str, blocks: Sequence[Block], *, otherwise: str = "", level: int = 2) -> list[Block]:
    """A part of the paper; where it is empty, a sentence that says so instead of nothing."""
    body = list(blocks) or ([Paragraph(otherwise)] if otherwise else [])
    return [Heading(title, 3 if level == 3 else 2), *body] if body else []
