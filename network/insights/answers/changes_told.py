"""What changed between two days, in sentences and figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from network.graph.compare import Match
from network.insights.queries import layers
from network.insights.readings import Chapter, chapters
from network.insights.sentences import counted, number
from network.insights.summary import Dating, short_names

from .changes import Changes, Moment, dateless
from .resilience_told import Compared, signed

TELLING = 3
"""So many of its best tied institutions tell which community is meant."""


_NAMED_ELSEWHERE = ("institutions", "isolates")
"""Their caveat points to the list of those without a tie, which the analysis has and this answer has not."""


@dataclass(frozen=True, slots=True)
class ComparedChapter:
    title: str
    rows: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """A community before and the one that goes on from it; 0 where there is none."""

    called: str
    size_before: int
    size_after: int
    stayed: int
    state: str


def sentences(found: Changes) -> list[str]:
    told = [_institutions(found), _ties(found)]
    if found.begun or found.ended:
        words = {"begun": number(len(found.begun)), "ended": number(len(found.ended))}
        told.append(_("Spaces begun: %(begun)s; spaces ended: %(ended)s.") % words)
    told.append(undated_sentence(found))
    return told


def _institutions(found: Changes) -> str:
    came = _phrase(
        len(found.difference.nodes_gained),
        _("no institution came to take part"),
        ngettext_lazy("%(n)s institution came to take part", "%(n)s institutions came to take part", "count"),
    )
    went = _phrase(
        len(found.difference.nodes_lost),
        _("none ceased to take part"),
        ngettext_lazy("%(n)s ceased to take part", "%(n)s ceased to take part", "count"),
    )
    words = {"start": day_of(found.before), "end": day_of(found.after), "came": came, "went": went}
    return _("Between %(start)s and %(end)s, %(came)s and %(went)s.") % words


def _ties(found: Changes) -> str:
    came = _phrase(
        len(found.difference.edges_gained),
        _("No two of them came to share a space"),
        ngettext_lazy(
            "%(n)s pair of institutions came to share a space",
            "%(n)s pairs of institutions came to share a space",
            "count",
        ),
    )
    went = _phrase(
        len(found.difference.edges_lost),
        _("no pair ceased to"),
        ngettext_lazy("%(n)s pair ceased to", "%(n)s pairs ceased to", "count"),
    )
    words = {"came": came, "went": went, "kept": number(found.difference.edges_kept)}
    return _("%(came)s and %(went)s; on both days %(kept)s pairs do.") % words


def _phrase(count: int, none: str, words: object) -> str:
    return counted(words, count) if count else none


def undated_sentence(found: Changes) -> str:
    """What is in both for want of a date, apart from every gain and loss."""
    undated = found.undated
    words = ngettext_lazy(
        "%(n)s record without a date (of %(all)s) counts on both days and is neither gained nor lost.",
        "%(n)s records without a date (of %(all)s) count on both days and are neither gained nor lost.",
        "count",
    )
    return counted(
        words,
        undated.contexts + undated.memberships,
        all=number(undated.total_contexts + undated.total_memberships),
    )


def dating(found: Changes) -> list[Dating]:
    """The same per layer."""
    known = layers()
    return [
        Dating(
            str(known[name].label),
            counts.contexts,
            counts.total_contexts,
            counts.memberships,
            counts.total_memberships,
        )
        for name in found.before.selection.layers
        for counts in (dateless(found.world.restricted(layers=[name])),)
    ]


def day_of(moment: Moment, form: str = "DATE_FORMAT") -> str:
    assert moment.selection.as_of is not None
    return str(date_format(moment.selection.as_of, form))


def figures(found: Changes) -> list[ComparedChapter]:
    """Every measure of the whole on both days, with the difference."""
    old, new = found.before, found.after
    after = {reading.name: reading for chapter in chapters(new.analysis) for reading in chapter.readings}

    def rows(chapter: Chapter) -> Iterator[Compared]:
        for reading in chapter.readings:
            before, now = old.measures[reading.name], new.measures[reading.name]
            change = None if before is None or now is None else now - before
            yield Compared(
                reading.name,
                reading.label,
                reading.value,
                after[reading.name].value,
                signed(change),
                "" if reading.name in _NAMED_ELSEWHERE else reading.caveat,
            )

    return [ComparedChapter(chapter.title, tuple(rows(chapter))) for chapter in chapters(old.analysis)]


def community_rows(found: Changes) -> list[CommunityRow]:
    """Communities of two or more, the largest first; each is called by its best tied institutions."""
    names = short_names(found.analysis)

    def called(match: Match) -> str:
        moment, wanted = (found.before, match.before) if match.before else (found.after, match.after)
        degree = dict(zip(moment.graph.ids, moment.graph.degree.tolist(), strict=True))
        members = [node for node, own in moment.community.items() if own == wanted]
        best = sorted(members, key=lambda node: (-degree[node], node))[:TELLING]
        return ", ".join(names[node] for node in best)

    rows = [
        CommunityRow(called(match), match.size_before, match.size_after, match.stayed, _state(match))
        for match in found.matches
    ]
    return sorted(rows, key=lambda row: (-max(row.size_before, row.size_after), row.called))


def _state(match: Match) -> str:
    if not match.before:
        return _("newly formed")
    if not match.after:
        return _("no longer there")
    if match.size_before == match.size_after == match.stayed:
        return _("the same")
    return _("goes on")


def caveats() -> list[str]:
    return [
        _(
            "This looks at ties among institutions alone: the spaces that join them are their reasons, not "
            "points of the network. The map and the measures can also be read with the spaces."
        ),
        _(
            "A date such as 2020 or 2020-03 is counted as of its last day; a record that says only 2020 "
            "begins on 1 January and ends on 31 December."
        ),
        _(
            "The sources were written at one moment: that more begins in some years may mean that those "
            "years were written down better."
        ),
        _(
            "Communities are found by a computation: that an institution moved to another may come from "
            "changes around it alone."
        ),
    ]
