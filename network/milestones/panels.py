"""What an institution did with others, for its dossier."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.vocabulary.panels import (
    LINES,
    Badge,
    Figure,
    Line,
    Link,
    Neighbour,
    Panel,
    Section,
    SharedContext,
)
from network.vocabulary.spans import event_words

from .models import MilestoneInstitution, MilestoneRole
from .queries import roles_beside
from .rules import number_facts


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    lines: list[Line] = []
    shared: list[SharedContext] = []
    for _milestone, group in groupby(roles_beside(institution, viewer), key=lambda row: row.milestone_id):
        rows = list(group)
        own = [row for row in rows if row.institution_id == institution.pk]
        others = {row.institution: row for row in rows if row.institution_id != institution.pk}
        lines.append(_line(own, list(others)))
        shared += [_tie(row) for row in others.values()]
    return [
        Panel(
            title=_("Milestones"),
            anchor="hitos",
            template=LINES,
            context={"sections": [Section(tuple(lines))]},
            order=60,
            is_empty=not lines,
            absent=_("milestones"),
            figures=(Figure(len(lines), ngettext("milestone", "milestones", len(lines)), "hitos"),),
            shared=tuple(shared),
        )
    ]


def _line(own: list[MilestoneInstitution], others: list[Institution]) -> Line:
    milestone = own[0].milestone
    return Line(
        title=milestone.title,
        url=milestone.get_absolute_url(),
        badges=tuple(_role_badge(MilestoneRole(row.role)) for row in own),
        facts=(
            milestone.get_kind_display(),  # type: ignore[attr-defined]
            milestone.theme.label,
            event_words(milestone.started, milestone.ended),
            *number_facts(milestone),
        ),
        others_label=_("With"),
        others=tuple(Link(i.called, i.get_absolute_url()) for i in others),
    )


def _role_badge(role: MilestoneRole) -> Badge:
    meanings = {
        MilestoneRole.LEAD: _("it carried the action out"),
        MilestoneRole.PARTNER: _("it had a part in the action"),
        MilestoneRole.BENEFICIARY: _("the action was for it"),
        MilestoneRole.FUNDER: _("it paid for the action, or for part of it"),
    }
    return Badge(str(role.label), meaning=meanings[role])


def _tie(row: MilestoneInstitution) -> SharedContext:
    return SharedContext(
        neighbour=Neighbour.of(row.institution),
        layer="milestones",
        kind=_("Milestone"),
        title=row.milestone.title,
        url=row.milestone.get_absolute_url(),
    )
