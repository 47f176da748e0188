"""Mechanisms, which exist by the act that made them."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.founding import Founded
from network.vocabulary.panels import Link

from .models import Mechanism


def _named(row: Mechanism) -> Link:
    return Link(f"{row.name}, {row.institution.called}", row.get_absolute_url())


FOUNDED = (
    Founded(
        code="mechanism",
        label=_("Mechanism"),
        visible=lambda _viewer: Mechanism.objects.select_related("institution").order_by("name", "pk"),
        named=_named,
        called=lambda row: (row.name, f"{row.name}, {row.institution.called}"),
    ),
)
