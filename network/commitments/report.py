"""The half-yearly report of what an institution owes, as paper."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.office.services import letterhead
from network.paper.document import Block, Column, Facts, Heading, Note, Paper, Paragraph, Table
from network.vocabulary.desk import last_day_order
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.spans import date_words

from .models import Commitment, CommitmentStatus, Progress
from .queries import progress_visible_to, visible_to
from .rules import is_late, settled_words, status_badge


@dataclass(frozen=True, slots=True)
class HalfYear:
    """January to June, or July to December, of a year; written as 2026-1."""

    year: int
    half: int

    @classmethod
    def of(cls, text: str, today: dt.date) -> "HalfYear":
        """What the text names, else the half-year of today."""
        year, _sep, half = text.partition("-")
        if year.isdecimal() and len(year) == 4 and year[0] in "12" and half in {"1", "2"}:
            return cls(int(year), int(half))
        return cls(today.year, 1 if today.month < 7 else 2)

    def __str__(self) -> str:
        return f"{self.year}-{self.half}"

    @property
    def label(self) -> str:
        words = _("January to June %(year)s") if self.half == 1 else _("July to December %(year)s")
        return words % {"year": self.year}

    @property
    def before(self) -> "HalfYear":
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year, 6, 30) if self.half == 1 else dt.date(self.year, 12, 31)

    def holds(self, date: str) -> bool:
        """Whether a partial date lies in it, wholly or in part."""
        if not date:
            return False
        read = PartialDate(date)
        return read.first_day <= self.last_day and read.last_day >= self.first_day


def half_yearly_report(debtor: Institution, viewer: Viewer, half: HalfYear, today: dt.date) -> Paper:
    """What the debtor owes, as far as this viewer may see: how each stands, what was told in that half."""
    rows = list(
        visible_to(Commitment.objects.filter(debtor=debtor), viewer)
        .select_related("creditor", "agreement", "theme", "acknowledged_by")
        .order_by(last_day_order("due_on"), "pk")
    )
    told: dict[int, list[str]] = {row.pk: [] for row in rows}
    for one in (
        progress_visible_to(Progress.objects.filter(commitment__in=rows), viewer)
        .select_related("document")
        .order_by("told_on", "pk")
    ):
        if half.holds(one.told_on):
            shown = ", ".join(filter(None, (one.link, str(one.document or ""))))
            words = f"{date_words(one.told_on)}: {one.text}" + (f" ({shown})" if shown else "")
            told[one.commitment_id].append(words)
    late = [row for row in rows if is_late(row, today)]
    counted = {status: sum(row.status == status for row in rows) for status in CommitmentStatus}
    facts = [(_("Half-year"), half.label), (_("Drawn up on"), date_words(today.isoformat()))]
    facts += [(str(status.label), str(number)) for status, number in counted.items() if number]
    facts.append((_("Overdue today"), str(len(late))))
    blocks: list[Block] = [Facts(tuple(facts))]
    if not rows:
        blocks.append(Paragraph(_("No commitment of this institution is recorded, as far as you may see.")))
    else:
        labels = (_("Commitment"), _("Owed to"), _("Due"), _("State"))
        cells = tuple(
            (row.text, row.creditor.called if row.creditor else "", _due(row), _state(row, today))
            for row in rows
        )
        blocks += [
            Heading(_("How each stands today")),
            Table(_("Commitments of %(name)s") % {"name": debtor.called}, tuple(map(Column, labels)), cells),
            Heading(_("What was told in the half-year")),
        ]
        spoken = [row for row in rows if told[row.pk]]
        if spoken:
            notes = tuple((row.text, "\n".join(told[row.pk])) for row in spoken)
            columns = (Column(_("Commitment")), Column(_("What was done")))
            blocks.append(Table(_("Progress, %(half)s") % {"half": half.label}, columns, notes))
        else:
            blocks.append(Paragraph(_("Nothing was noted in these months.")))
    blocks.append(
        Note(_("States are those of the day on which this was drawn up, not of the end of the half-year."))
    )
    return Paper(
        title=_("Half-yearly report of commitments"),
        subtitle=debtor.name,
        blocks=tuple(blocks),
        letterhead=letterhead(),
    )


def _due(row: Commitment) -> str:
    words = date_words(row.due_on) if row.due_on else _("no date")
    if row.first_due_on:
        words += "\n" + _("at first: %(date)s") % {"date": date_words(row.first_due_on)}
    return words


def _state(row: Commitment, today: dt.date) -> str:
    told = [status_badge(row).label, *settled_words(row, with_first=False)]
    if is_late(row, today):
        told.append(pgettext("commitment", "overdue"))
    return "\n".join(told)
