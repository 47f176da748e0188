"""The mechanisms of an institution, for its dossier."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.panels import Badge, Line, Link, Panel, Section
from network.vocabulary.spans import date_words

from .enums import Stage
from .models import Institution, Mechanism
from .queries import Expected, mechanisms_around, typology_of

_TONES = {
    Stage.IDENTIFIED: "muted",
    Stage.FORMING: "warn",
    Stage.CONSTITUTED: "good",
    Stage.CONSOLIDATED: "accent",
}


@dataclass(frozen=True, slots=True)
class MechanismRow:
    mechanism: Mechanism
    stage: Badge
    created: str
    expected: Expected


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    mechanisms = mechanisms_around(institution)
    own = [m for m in mechanisms if m.institution_id == institution.pk]
    typology = typology_of({m.kind for m in own})
    rows = [
        MechanismRow(
            mechanism=mechanism,
            stage=_stage_badge(mechanism),
            created=date_words(mechanism.created_on),
            expected=typology.get(mechanism.kind, ()),
        )
        for mechanism in own
    ]
    reporting = tuple(_line(m) for m in mechanisms if m.institution_id != institution.pk)
    title = _("Mechanisms that report to it (%(n)s)") % {"n": len(reporting)}
    return [
        Panel(
            title=_("Gender mechanisms"),
            anchor="mecanismos",
            template="network/panels/mechanisms.html",
            context={"rows": rows, "sections": [Section(reporting, title)] if reporting else []},
            order=10,
            is_empty=not mechanisms,
            absent=_("gender mechanisms"),
        )
    ]


def _line(mechanism: Mechanism) -> Line:
    where = mechanism.institution
    return Line(
        title=mechanism.name,
        badges=(_stage_badge(mechanism),),
        facts=(mechanism.get_kind_display(),),  # type: ignore[attr-defined]
        others_label=_("In"),
        others=(Link(where.called, where.get_absolute_url()),),
    )


def _stage_badge(mechanism: Mechanism) -> Badge:
    stage = Stage(mechanism.stage)
    return Badge(str(stage.label), _TONES[stage])
