"""`/gestion/formacion/ediciones/<id>/lazos/`: did it tie? For whoever runs the edition alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.web.audience import insiders
from training.edition_ties import DAYS, MOST_TOGETHER, TooEarly, did_it_tie
from training.models import Edition
from training.queries import editions_kept_by
from training.tying import FEWEST, Association, Balance, TooFew

from ..doors import trail, viewer_of


@insiders
def ties(request: HttpRequest, package_id: str) -> HttpResponse:
    viewer = viewer_of(request)
    kept = editions_kept_by(Edition.objects.select_related("version__curriculum"), viewer).distinct()
    edition = get_object_or_404(kept, package_id=package_id)
    found = did_it_tie(edition, viewer)
    context: dict[str, Any] = {
        "edition": edition,
        "title": ", ".join(filter(None, (str(edition.version.curriculum), edition.title))),
        "early": found if isinstance(found, TooEarly) else None,
        "few": _few(found) if isinstance(found, TooFew) else "",
        "told": _told(found) if isinstance(found, Association) else None,
        "days": DAYS,
        "fewest": FEWEST,
        "most_together": MOST_TOGETHER,
        "breadcrumb": trail(edition=edition),
    }
    return render(request, "training/desk/ties.html", context)


def _few(found: TooFew) -> str:
    """Why there is no figure. The numbers are of people whom she may see anyway."""
    words = _(
        "There is no figure, for it would be made of too few people: at least %(fewest)s are needed in each "
        "group. Of the participants %(taken)s may be told to you, of people who did not take part "
        "%(others)s, and %(pairs)s of the participants have somebody like them."
    )
    told = {"taken": found.participants, "others": found.others, "pairs": found.pairs}
    return words % {"fewest": FEWEST, **told}


def _told(found: Association) -> dict[str, Any]:
    interval = {"low": _signed(found.low), "high": _signed(found.high)}
    if found.covers_zero:
        verdict = _(
            "With these data it cannot be said that the participants tied more, nor that they did not."
        )
    elif found.low > 0:
        verdict = _("The ties of the participants grew more than those of others like them.")
    else:
        verdict = _("The ties of the participants grew less than those of others like them.")
    left = found.participants - found.pairs
    return {
        "difference": _signed(found.difference),
        "interval": _("between %(low)s and %(high)s") % interval,
        "verdict": verdict,
        "pairs": found.pairs,
        "left": ngettext(
            "%(n)s participant has nobody like her and stands in no pair.",
            "%(n)s participants have nobody like them and stand in no pair.",
            left,
        )
        % {"n": left}
        if left
        else "",
        "groups": [
            (
                _("Participants"),
                _plain(found.before),
                _plain(found.after),
                _signed(found.after - found.before),
            ),
            (
                _("Others like them"),
                _plain(found.before_matched),
                _plain(found.after_matched),
                _signed(found.after_matched - found.before_matched),
            ),
        ],
        "balance": [_balance(one) for one in found.balance],
    }


def _balance(one: Balance) -> tuple[str, str, str, str]:
    labels = {
        "before": _("Ties before"),
        "months": _("Months as a member"),
        "kind": _("Kind of institution"),
        "sector": _("Sector"),
        "territory": _("Territory"),
    }
    nothing = _("nobody differs, or it is not known")
    size = abs(one.matched or 0)
    if one.matched is None:
        said = ""
    elif size < 0.1:
        said = _("alike")
    else:
        said = _("somewhat unlike") if size <= 0.25 else _("unlike: read the figure with care")
    values = tuple(
        nothing if value is None else number_format(round(abs(value), 2), 2)
        for value in (one.unmatched, one.matched)
    )
    return labels[one.trait], values[0], values[1], said


def _plain(value: float) -> str:
    return str(number_format(round(value, 1), 1))


def _signed(value: float) -> str:
    """With its sign, as "+1,2"; a zero has none."""
    rounded = round(value, 1) + 0.0
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{number_format(abs(rounded), 1)}"


urlpatterns = [
    path("gestion/formacion/ediciones/<slug:package_id>/lazos/", ties, name="desk_edition_ties"),
]
