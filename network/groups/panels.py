"""The groups in which an institution is seated, and the acuerdos it answers for, for its dossier."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import each_with_all
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
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.spans import span_words

from .enums import AcuerdoStatus
from .models import Acuerdo, Seat
from .queries import seats_beside
from .rules import basis_badges, role_badge
from .session_queries import acuerdos_visible_to, beside_responsible, owed_by, with_last_session
from .session_rules import acuerdo_badge, due_words, post_of, session_name


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    lines: list[Line] = []
    shared: list[SharedContext] = []
    seated = with_last_session(seats_beside(institution, viewer), viewer)
    for _group, rows in groupby(seated, key=lambda seat: seat.group_id):
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
        ),
        *_acuerdos(institution, viewer),
    ]


def _acuerdos(institution: Institution, viewer: Viewer) -> list[Panel]:
    """Only while something is open: that nothing was agreed is no gap."""
    rows = Acuerdo.objects.filter(owed_by([institution.pk]), status=AcuerdoStatus.OPEN)
    found = each_with_all(beside_responsible(acuerdos_visible_to(rows, viewer)))
    lines = tuple(_acuerdo(row, institution, institutions) for row, institutions in found)
    if not lines:
        return []
    number = len(lines)
    return [
        Panel(
            title=_("Open acuerdos"),
            anchor="acuerdos",
            template=LINES,
            context={"sections": [Section(lines)]},
            order=35,
            is_empty=False,
            absent=_("acuerdos"),
            figures=(Figure(number, ngettext("open acuerdo", "open acuerdos", number), "acuerdos"),),
        )
    ]


def _acuerdo(row: Acuerdo, institution: Institution, institutions: list[Institution]) -> Line:
    post = post_of(row)
    others = [one for one in institutions if one.pk != institution.pk]
    return Line(
        title=row.text,
        badges=(acuerdo_badge(row),),
        facts=(*((post.name,) if post else ()), due_words(row), session_name(row.session)),
        others_label=_("Together with"),
        others=tuple(Link(one.called, one.get_absolute_url()) for one in others),
        more=Link(row.session.group.name, row.session.group.get_absolute_url()),
    )


def _line(own: Seat, others: list[Seat]) -> Line:
    return Line(
        title=own.group.name,
        url=own.group.get_absolute_url(),
        badges=(role_badge(own), *basis_badges(own)),
        facts=(
            own.group.get_kind_display(),  # type: ignore[attr-defined]
            span_words(own.started, own.ended),
            *_last_session(own),
        ),
        others_label=_("Beside"),
        others=tuple(Link(s.institution.called, s.institution.get_absolute_url()) for s in others),
    )


def _last_session(own: Seat) -> tuple[str, ...]:
    on = own.last_session  # type: ignore[attr-defined]
    return (_("last session: %(date)s") % {"date": PartialDate(on).words},) if on else ()


def _tie(own: Seat, other: Seat) -> SharedContext:
    return SharedContext(
        neighbour=Neighbour.of(other.institution),
        layer="groups",
        kind=own.group.get_kind_display(),  # type: ignore[attr-defined]
        title=own.group.name,
        url=own.group.get_absolute_url(),
        is_inferred=Basis.INFERRED in (own.basis, other.basis),
    )
