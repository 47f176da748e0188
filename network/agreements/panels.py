"""The agreements that an institution signed and the programmes it takes part in, for its dossier."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
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

from .enums import ProgrammePart
from .models import AgreementParty
from .queries import ProgrammeTie, parties_beside, programmes_of
from .rules import party_badge, status_badge, validity_words


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    return [_agreements(institution, viewer), _programmes(institution)]


def _agreements(institution: Institution, viewer: Viewer) -> Panel:
    lines: list[Line] = []
    shared: list[SharedContext] = []
    for _agreement, rows in groupby(parties_beside(institution, viewer), key=lambda p: p.agreement_id):
        parties = list(rows)
        own = next(party for party in parties if party.institution_id == institution.pk)
        others = [party for party in parties if party is not own]
        lines.append(_agreement_line(own, others))
        shared += [
            SharedContext(
                neighbour=Neighbour.of(other.institution),
                layer="agreements",
                kind=own.agreement.get_kind_display(),  # type: ignore[attr-defined]
                title=own.agreement.title,
                url=own.agreement.get_absolute_url(),
            )
            for other in others
        ]
    count = ngettext("agreement", "agreements", len(lines))
    return Panel(
        title=_("Agreements"),
        anchor="convenios",
        template=LINES,
        context={"sections": [Section(tuple(lines))]},
        order=40,
        is_empty=not lines,
        absent=_("agreements"),
        figures=(Figure(len(lines), count, "convenios"),),
        shared=tuple(shared),
    )


def _agreement_line(own: AgreementParty, others: list[AgreementParty]) -> Line:
    agreement = own.agreement
    papers: int = own.papers  # type: ignore[attr-defined]
    chain = ngettext("Its %(n)s document", "Its %(n)s documents in order of date", papers) % {"n": papers}
    return Line(
        title=agreement.title,
        url=agreement.get_absolute_url(),
        badges=(status_badge(agreement), party_badge(own)),
        facts=(agreement.get_kind_display(), *validity_words(agreement)),  # type: ignore[attr-defined]
        others_label=_("With"),
        others=tuple(Link(p.institution.called, p.institution.get_absolute_url()) for p in others),
        more=Link(chain, f"{agreement.get_absolute_url()}#documentos") if papers else None,
    )


def _programmes(institution: Institution) -> Panel:
    ties = programmes_of(institution)
    url = f"{institution.get_absolute_url()}#programas"
    sections = []
    for part, title in (
        (ProgrammePart.OWNER, _("Its own")),
        (ProgrammePart.HOST, _("Hosted here")),
        (ProgrammePart.PARTNER, _("As a partner")),
    ):
        lines = tuple(_programme_line(tie, institution) for tie in ties if (institution, part) in tie.members)
        if lines:
            sections.append(Section(lines, title))
    return Panel(
        title=_("Programmes"),
        anchor="programas",
        template=LINES,
        context={"sections": sections},
        order=45,
        is_empty=not ties,
        absent=_("programmes"),
        shared=tuple(
            SharedContext(Neighbour.of(member), "programmes", _("Programme"), tie.programme.name, url)
            for tie in ties
            for member, _part in tie.members
            if member != institution
        ),
    )


def _programme_line(tie: ProgrammeTie, institution: Institution) -> Line:
    return Line(
        title=tie.programme.name,
        others_label=_("With"),
        others=tuple(
            Link(f"{member.called} ({part.label})", member.get_absolute_url())
            for member, part in tie.members
            if member != institution
        ),
    )
