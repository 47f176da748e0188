"""Agreements, which exist by the act that approved them."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.founding import Founded
from network.vocabulary.panels import Link

from .models import Agreement
from .queries import visible_to

FOUNDED = (
    Founded(
        code="agreement",
        label=_("Agreement"),
        visible=lambda viewer: visible_to(Agreement.objects.order_by("title", "pk"), viewer),
        named=lambda row: Link(row.title, row.get_absolute_url()),
        called=lambda row: (row.title,),
    ),
)
