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

FEW, SOME, MANY, NAMES = 2, 4, 5, 12
"""So many are printed of details, of longer lists, of rows and of mere names, that a report stays short;
the page of the answer has all of them."""

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


def named(names: Sequence[str]) -> list[Block]:
    """Mere names, one after the other, and how many more there are."""
    if not names:
        return []
    return [Paragraph(f"{'; '.join([*names[:NAMES], *_rest(len(names) - NAMES)])}.")]


def listed(rows: Sequence[str], *, most: int = SOME, ordered: bool = False) -> list[Block]:
    """The first rows; the last line says how many more there are and where."""
    return [Bullets((*rows[:most], *_rest(len(rows) - most)), ordered)] if rows else []


def more(count: int) -> list[Block]:
    """How many rows are not printed, and where they are; nothing where all are."""
    return [Paragraph(f"{text[0].upper()}{text[1:]}.") for text in _rest(count)]


def _rest(count: int) -> list[str]:
    if count <= 0:
        return []
    words = ngettext_lazy(
        "and %(n)s more, on the page of this answer (address in the appendix)",
        "and %(n)s more, on the page of this answer (address in the appendix)",
        "count",
    )
    return [counted(words, count)]


def part(title: str, blocks: Sequence[Block], *, otherwise: str = "", level: int = 2) -> list[Block]:
    """A part of the paper; where it is empty, a sentence that says so instead of nothing."""
    body = list(blocks) or ([Paragraph(otherwise)] if otherwise else [])
    return [Heading(title, 3 if level == 3 else 2), *body] if body else []
