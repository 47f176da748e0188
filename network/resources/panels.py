"""Published figures, materials and routes of an institution, for its dossier."""

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.vocabulary.panels import LINES, Line, Panel, Section

from .rules import contact_parts, figure_words, period_words, verification_badge


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    return [_indicators(institution), _resources(institution), _routes(institution)]


def _indicators(institution: Institution) -> Panel:
    rows = [
        {"name": indicator.name, "figure": figure_words(indicator), "period": period_words(indicator)}
        for indicator in institution.indicators.order_by("-period_starts", "name", "pk")
    ]
    return Panel(
        title=_("Published figures"),
        anchor="cifras",
        template="network/panels/indicators.html",
        context={"rows": rows},
        order=100,
        is_empty=not rows,
        absent=_("published figures"),
    )


def _resources(institution: Institution) -> Panel:
    lines = tuple(
        Line(
            title=resource.title,
            facts=tuple(
                fact
                for fact in (
                    resource.get_kind_display(),  # type: ignore[attr-defined]
                    str(resource.year) if resource.year else _("no year recorded"),
                    resource.theme.label if resource.theme else "",
                )
                if fact
            ),
        )
        for resource in institution.resources.select_related("theme").order_by("-year", "title", "pk")
    )
    return Panel(
        title=_("Materials"),
        anchor="materiales",
        template=LINES,
        context={"sections": [Section(lines, _("No address is recorded: ask this institution for them"))]},
        order=110,
        is_empty=not lines,
        absent=_("materials"),
    )


def _routes(institution: Institution) -> Panel:
    rows = [
        {
            "route": route,
            "verification": verification_badge(route),
            "contact": contact_parts(route.contact),
        }
        for route in institution.routes.select_related("theme").order_by("name", "pk")
    ]
    return Panel(
        title=_("Where to turn"),
        anchor="rutas",
        template="network/panels/routes.html",
        context={"rows": rows},
        order=120,
        is_empty=not rows,
        absent=_("routes of attention"),
    )
