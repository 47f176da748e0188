"""Groups, which exist by the act that installed them."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.founding import Founded
from network.vocabulary.panels import Link

from .models import Group
from .queries import visible_to

FOUNDED = (
    Founded(
        code="group",
        label=_("Working group"),
        visible=lambda viewer: visible_to(Group.objects.order_by("name", "pk"), viewer),
        named=lambda row: Link(row.name, row.get_absolute_url()),
        called=lambda row: (row.name,),
    ),
)
