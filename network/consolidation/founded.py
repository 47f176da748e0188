"""Stages of mechanisms, which name their document themselves."""

from django.utils.translation import gettext_lazy as _

from network.institutions.enums import Stage
from network.vocabulary.founding import Founded
from network.vocabulary.panels import Link

from .models import StageChange
from .queries import told_to


def _named(row: StageChange) -> Link:
    return Link(f"{row.mechanism.name}: {Stage(row.stage).label}", row.mechanism.get_absolute_url())


FOUNDED = (
    Founded(
        code="stage",
        label=_("Stage of a mechanism"),
        visible=lambda viewer: told_to(
            StageChange.objects.select_related("mechanism__institution").order_by("on", "pk"), viewer
        ),
        named=_named,
        naming=lambda document, rows: rows.filter(document=document),
    ),
)
