"""The groups in which an institution is seated, for its dossier."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.vocabulary.enums import Basis
from network.vocabulary.panels import (
    LINES,
    Figure,
    Line,
    Link,
    Neighbour,
    Panel,
    Section,
    SharedContext,
)
from network.vocabulary.spans import span_words

from .models import Seat
from .queries import seats_beside
from .rules import basis_badges, role_badge


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    lines: list[Line] = []
    shared: list[SharedContext] = []
    for _group, rows in groupby(seats_beside(institution, viewer), key=lambda seat: seat.group_id):
        seats = list(rows)
        own = next(seat for seat in seats if seat.institution_id == institution.pk)
        others = [seat for seat in seats if seat is not own]
        lines.append(_line(own, others))
        shared += [_tie(own, other) for other in others]
    return [
        Panel(
            title=_("Groups and working tables"),
            anchor="mesas",
            template=LINES,
            context={"sections": [Section(tuple(lines))]},
            order=30,
            is_empty=not lines,
            absent=_("groups"),
            figures=(
                Figure(len(lines), ngettext("seat in a group", "seats in groups", len(lines)), "mesas"),
            ),
            shared=tuple(shared),
        )
    ]


def _line(own: Seat, others: list[Seat]) -> Line:
    return Line(
        title=own.group.name,
        url=own.group.get_absolute_url(),
        badges=(role_badge(own), *basis_badges(own)),
        facts=(own.group.get_kind_display(), span_words(own.started, own.ended)),  # type: ignore[attr-defined]
        others_label=_("Beside"),
        others=tuple(Link(s.institution.called, s.institution.get_absolute_url()) for s in others),
    )


def _tie(own: Seat, other: Seat) -> SharedContext:
    return SharedContext(
        neighbour=Neighbour.of(other.institution),
        layer="groups",
        kind=own.group.get_kind_display(),  # type: ignore[attr-defined]
        title=own.group.name,
        url=own.group.get_absolute_url(),
        is_inferred=Basis.INFERRED in (own.basis, other.basis),
    )
