"""Her history on paper, to be handed to whoever asks her for it."""

import datetime as dt

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.office.services import letterhead
from network.paper.document import Block, Column, Heading, Note, Paper, Paragraph, Table
from network.vocabulary.spans import event_words

from .history import History, validity_words


def history_paper(history: History) -> Paper:
    blocks: list[Block] = []
    if history.held:
        blocks += [Heading(_("What she has learned")), _learned(history)]
    if history.taken:
        blocks += [Heading(_("Trainings of this network")), _taken(history)]
    if history.taught:
        blocks += [Heading(_("Trainings in which she facilitated")), _taught(history)]
    if history.elsewhere:
        blocks += [Heading(_("Trainings elsewhere")), _elsewhere(history)]
        blocks.append(Note(_("Of these, only the verified ones were looked at by this office.")))
    if history.is_empty:
        blocks.append(Paragraph(_("Nothing is recorded yet.")))
    return Paper(
        title=_("Record of trainings"),
        subtitle=history.name,
        blocks=tuple(blocks),
        facts=((_("As of"), date_format(history.made_on)), *hours_facts(history)),
        letterhead=letterhead(),
        language=(get_language() or "es")[:2],
    )


def hours_facts(history: History) -> tuple[tuple[str, str], ...]:
    """Each kind of hours by itself."""
    kinds = (
        (_("Hours attended in this network"), history.hours_taken),
        (_("Hours facilitated"), history.hours_taught),
        (_("Hours elsewhere, verified"), history.hours_elsewhere),
    )
    return tuple((label, hours_words(hours)) for label, hours in kinds if hours is not None)


def hours_words(hours: float | None) -> str:
    """For instance "12,5 h"; nothing where nobody noted it."""
    if hours is None:
        return ""
    return _("%(n)s h") % {"n": number_format(int(hours) if hours == int(hours) else hours)}


def day_words(day: dt.date | None) -> str:
    return date_format(day) if day else ""


def span_of_days(first: dt.date | None, last: dt.date | None) -> str:
    return event_words(first.isoformat() if first else "", last.isoformat() if last else "")


def _learned(history: History) -> Table:
    columns = [_("Content"), _("Since"), _("Until"), _("Today"), _("Known from")]
    return Table(
        _("Contents in the order of the curriculum"),
        tuple(Column(label) for label in columns),
        tuple(
            (
                f"{one.order}. {one.content}",
                day_words(one.since),
                day_words(one.until),
                validity_words(one),
                ", ".join(filter(None, (one.how_words, one.where))),
            )
            for one in history.held
        ),
    )


def _taken(history: History) -> Table:
    return Table(
        _("Latest first"),
        (
            Column(_("Training")),
            Column(_("When")),
            Column(_("State")),
            Column(_("Completed on")),
            Column(_("Hours attended"), numeric=True),
        ),
        tuple(
            (
                ", ".join(filter(None, (one.title, one.edition))),
                span_of_days(one.starts_on, one.ends_on),
                one.state_words,
                day_words(one.completed_on),
                hours_words(one.hours),
            )
            for one in history.taken
        ),
    )


def _taught(history: History) -> Table:
    return Table(
        _("Latest first"),
        (Column(_("Training")), Column(_("When")), Column(_("Modules")), Column(_("Hours"), numeric=True)),
        tuple(
            (
                ", ".join(filter(None, (one.title, one.edition))),
                span_of_days(one.starts_on, one.ends_on),
                "; ".join(one.modules),
                hours_words(one.hours),
            )
            for one in history.taught
        ),
    )


def _elsewhere(history: History) -> Table:
    return Table(
        _("As she told them, with the dates as exact as she knows them"),
        (
            Column(_("Training")),
            Column(_("Given by")),
            Column(_("When")),
            Column(_("State")),
            Column(_("Contents that count")),
            Column(_("Hours"), numeric=True),
        ),
        tuple(
            (
                one.title,
                one.provider,
                event_words(one.started, one.ended),
                one.state_words,
                "; ".join(one.contents) if one.state == "verified" else "",
                hours_words(one.hours),
            )
            for one in history.elsewhere
        ),
    )
