"""Trainings that an institution gave and received, for its dossier."""

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import each_with_all
from network.vocabulary.panels import LINES, Badge, Line, Link, Panel, Section
from network.vocabulary.spans import event_words

from .models import GivenTraining
from .queries import trainings_around
from .rules import number_facts


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    trainings = list(each_with_all(trainings_around(institution)))
    given = tuple(_line(*row, institution) for row in trainings if institution in row[1])
    received = tuple(
        _line(*row, institution) for row in trainings if row[0].audience_institution_id == institution.pk
    )
    sections = [
        Section(lines, title % {"n": len(lines)})
        for lines, title in ((given, _("Given (%(n)s)")), (received, _("Received (%(n)s)")))
        if lines
    ]
    return [
        Panel(
            title=_("Trainings"),
            anchor="formacion",
            template=LINES,
            context={"sections": sections},
            order=70,
            is_empty=not trainings,
            absent=_("trainings"),
        )
    ]


def _line(training: GivenTraining, providers: list[Institution], institution: Institution) -> Line:
    others = [provider for provider in providers if provider != institution]
    if training.audience_institution and training.audience_institution != institution:
        others.append(training.audience_institution)
    audience = _("for: %(audience)s") % {"audience": training.audience} if training.audience else ""
    return Line(
        title=training.title,
        badges=(Badge(training.get_modality_display()),) if training.modality else (),
        facts=tuple(
            fact
            for fact in (
                training.get_kind_display(),  # type: ignore[attr-defined]
                training.theme.label,
                event_words(training.started, training.ended),
                audience,
                *number_facts(training),
            )
            if fact
        ),
        others_label=_("With"),
        others=tuple(Link(i.called, i.get_absolute_url()) for i in others),
    )
