"""What holds without some institutions, in sentences and figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from network.graph.robustness import Removal
from network.insights.sentences import counted, number
from network.insights.summary import short_names

from .caveats import dominated
from .resilience import Resilience

NAMED = 4
"""So many institutions are named in a sentence; of more, how many they are."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure before and after, and how much it changed."""

    name: str
    label: str
    before: str
    after: str
    change: str
    meaning: str


def sentences(found: Resilience) -> list[str]:
    """The whole answer in a few sentences."""
    if not found.graph.nodes:
        return [_("No institution takes part in what you chose, so that nothing can break.")]
    if not found.gone.ids:
        return [_("Nobody is taken out yet: choose one or more institutions, a post or an administration.")]
    told = [_joined(found), _cut(found.removal)]
    if found.untied:
        told.append(_without_part(found))
    return [*told, *_hanging(found)]


def taken_out(found: Resilience) -> str:
    """Those taken out, by name where they are few."""
    names = short_names(found.analysis)
    ids = found.gone.ids
    if len(ids) <= NAMED:
        return str(get_text_list([names[key] for key in ids], _("and")))
    if found.gone.territory:
        words = ngettext_lazy(
            "the %(n)s public institution of %(place)s",
            "the %(n)s public institutions of %(place)s",
            "count",
        )
        return counted(words, len(ids), place=found.gone.territory.name)
    return counted(ngettext_lazy("%(n)s institution", "%(n)s institutions", "count"), len(ids))


def _joined(found: Resilience) -> str:
    before, after = found.removal.before, found.removal.after
    words = {
        "who": taken_out(found),
        "before": number(before.largest_component),
        "all": number(before.nodes),
        "after": number(after.largest_component),
        "rest": number(after.nodes),
    }
    if not after.nodes:
        return _("Without %(who)s nobody is left of those who take part.") % words
    if len(found.untied) == len(found.gone.ids):
        return (
            _("Without %(who)s nothing changes among those who take part: %(before)s of %(all)s stay joined.")
            % words
        )
    return (
        _(
            "Without %(who)s, %(after)s of the %(rest)s institutions left stay joined to each other; with "
            "them, %(before)s of %(all)s are."
        )
        % words
    )


def _cut(removal: Removal) -> str:
    cut = sum(len(piece) for piece in removal.cut_off)
    if not cut:
        return _("Nobody else would be cut off.")
    words = ngettext_lazy(
        "%(n)s more would be cut off from the rest: %(alone)s of them without any tie.",
        "%(n)s more would be cut off from the rest, %(alone)s of them without any tie.",
        "count",
    )
    return counted(words, cut, alone=number(len(removal.left_alone)))


def _without_part(found: Resilience) -> str:
    words = ngettext_lazy(
        "%(n)s of those taken out takes no part in what was chosen.",
        "%(n)s of those taken out take no part in what was chosen.",
        "count",
    )
    return counted(words, len(found.untied))


def _hanging(found: Resilience) -> Iterable[str]:
    """What would be left without anyone, in one sentence."""
    told = [f"{kind.label.lower()}: {number(len(kind.items))}" for kind in found.dependents if kind.items]
    if told:
        yield _("What hangs on them: %(list)s.") % {"list": "; ".join(told)}
    elif found.dependents:
        yield _("No seat, agreement, commitment, programme or post is recorded that hangs on them.")


def figures(removal: Removal) -> list[Compared]:
    """The shape of the network before and after."""
    before, after = removal.before, removal.after
    labels = {
        "nodes": (_("Institutions that take part"), _("Those taken out count before, and not after.")),
        "components": (_("Pieces"), _("Parts without any tie between them; who is alone is one.")),
        "largest_component": (_("Largest piece"), _("Joined to each other, directly or through others.")),
        "isolates": (_("Alone in their spaces"), _("They share no space with another.")),
    }
    return [
        Compared(
            name,
            label,
            number(getattr(before, name)),
            number(getattr(after, name)),
            signed(getattr(after, name) - getattr(before, name)),
            meaning,
        )
        for name, (label, meaning) in labels.items()
    ]


def signed(change: int | float | None) -> str:
    """A difference with its sign; "0" where there is none, nothing where it is not defined."""
    if change is None:
        return ""
    shown = number(change).replace("-", "−")
    return f"+{shown}" if change > 0 and shown.strip("0,.") else shown


def caveats(found: Resilience) -> list[str]:
    """What keeps the answer from saying more than it knows."""
    led = {one.id: one.led for one in found.gone.conveners} if "groups" in found.selection.layers else None
    return [
        *particular_caveats(found),
        _(
            "This looks at ties among institutions alone: the spaces that join them are their reasons, not "
            "points of the network. The map and the measures can also be read with the spaces."
        ),
        _("Only ties that some source tells are known; others may hold what looks fragile here."),
        *dominated(found.world, led),
    ]


def particular_caveats(found: Resilience) -> list[str]:
    """Those that follow from who was taken out."""
    told, gone = [], found.gone
    if gone.territory:
        told.append(
            _(
                "An administration is taken to be the public institutions of its own level in the directory: "
                "of a municipality the municipal ones, of a region the regional ones. Some, such as courts, "
                "outlast a government; choose by hand if you want it otherwise."
            )
        )
    if gone.post:
        told.append(
            _(
                "Seats, commitments and ties are recorded for institutions, not for posts. This takes "
                "%(institution)s out as a whole: the most that could be lost with the post “%(post)s”."
            )
            % {"institution": gone.post.institution.name, "post": gone.post.name}
        )
    return told
