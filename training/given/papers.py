"""Trainings given, as a part of a yearly account: the totals, by theme, and one by one."""

from itertools import groupby

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from network.office.services import letterhead
from network.paper.document import Block, Bullets, Column, Heading, Note, Paper, Table
from network.vocabulary.spans import event_words
from network.vocabulary.words import folded

from ..models import GivenTraining
from ..rules import number_facts
from .listed import GivenAsked
from .totals import number_lines, total_lines, totals, women_and_men


def title_of(asked: GivenAsked) -> str:
    return _("Trainings given in %(year)s") % {"year": asked.year} if asked.year else _("Trainings given")


def given_paper(asked: GivenAsked, *, most: int | None = None) -> Paper:
    """With at most so many of them one by one; the totals are over all."""
    rows = list(asked.rows)
    shown = rows if most is None else rows[:most]
    number = len(rows)
    blocks: list[Block] = [
        Heading(_("In all")),
        Bullets((_counted(number), *total_lines(totals(rows)), *women_and_men(rows))),
        Note(never_added(), _("How to read the numbers")),
    ]
    if rows:
        blocks += [Heading(_("By theme")), _by_theme(rows), Heading(_("One by one")), _each(shown)]
    if len(shown) < number:
        left = number - len(shown)
        words = ngettext(
            "%(n)s more does not stand here: narrow the list down, or take the CSV file, which has all.",
            "%(n)s more do not stand here: narrow the list down, or take the CSV file, which has all.",
            left,
        )
        blocks.append(Note(words % {"n": left}))
    return Paper(
        title=title_of(asked),
        blocks=tuple(blocks),
        facts=tuple(fact for fact in asked.narrowed_by if fact[0] != _("Year")),
        letterhead=letterhead(),
        language=(get_language() or "es")[:2],
    )


def never_added() -> str:
    return _(
        "They are as institutions reported them. Each says what it counts and how exact it is, and numbers "
        "that differ in that are never added: somebody who was convened need not have come, and somebody may "
        "have come to two."
    )


def _counted(number: int) -> str:
    return ngettext("%(n)s training", "%(n)s trainings", number) % {"n": number}


def _by_theme(rows: list[GivenTraining]) -> Table:
    by_theme = sorted(rows, key=lambda row: (folded(row.theme.label), row.theme_id))
    lines = []
    for label, group in groupby(by_theme, key=lambda row: row.theme.label):
        of_theme = list(group)
        lines.append((label, str(len(of_theme)), "; ".join(number_lines(of_theme))))
    columns = (Column(_("Theme")), Column(_("Trainings"), numeric=True), Column(_("People, as reported")))
    return Table(_("Trainings by theme"), columns, tuple(lines))


def _each(rows: list[GivenTraining]) -> Table:
    columns = (
        Column(_("Training")),
        Column(_("When")),
        Column(_("Where")),
        Column(_("Given by")),
        Column(_("For whom")),
        Column(_("Numbers")),
    )
    return Table(
        _("Latest first; without a date at the end"),
        columns,
        tuple(
            (
                f"{row.title} ({row.get_kind_display()})",  # type: ignore[attr-defined]
                event_words(row.started, row.ended),
                ", ".join(place.name for place in row.territories.all()),
                ", ".join(one.called for one in row.providers.all()),
                whom(row),
                "; ".join(number_facts(row)),
            )
            for row in rows
        ),
    )


def whom(row: GivenTraining) -> str:
    of = row.audience_institution.called if row.audience_institution else ""
    return ", ".join(filter(None, (row.audience, of)))
