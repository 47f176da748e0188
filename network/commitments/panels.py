"""What an institution owes and what is owed to it, for its dossier."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.vocabulary.panels import LINES, Figure, Line, Link, Panel, Section

from .models import Commitment
from .queries import commitments_around, opens_page
from .rules import due_words, settled_words, source_link, status_badge


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    rows = list(commitments_around(institution, viewer))
    at_desk = opens_page(viewer)
    owed = tuple(
        _line(row, _("Owed to"), row.creditor, at_desk) for row in rows if row.debtor_id == institution.pk
    )
    due = tuple(
        _line(row, _("Owed by"), row.debtor, at_desk) for row in rows if row.creditor_id == institution.pk
    )
    sections = [
        Section(lines, title % {"n": len(lines)})
        for lines, title in ((owed, _("It owes (%(n)s)")), (due, _("Owed to it (%(n)s)")))
        if lines
    ]
    return [
        Panel(
            title=_("Commitments"),
            anchor="compromisos",
            template=LINES,
            context={"sections": sections},
            order=50,
            is_empty=not rows,
            absent=_("commitments"),
            figures=(Figure(len(rows), ngettext("commitment", "commitments", len(rows)), "compromisos"),),
        )
    ]


def _line(commitment: Commitment, label: str, other: Institution | None, at_desk: bool) -> Line:
    return Line(
        title=commitment.text,
        badges=(status_badge(commitment),),
        url=commitment.get_absolute_url() if at_desk else "",
        facts=(commitment.theme.label, due_words(commitment), *settled_words(commitment)),
        others_label=label,
        others=(Link(other.called, other.get_absolute_url()),) if other else (),
        more=source_link(commitment),
    )
