"""Imports. One is taken back on its own page, which shows what stands in the way and how far it has come."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.vocabulary.deeds import TOOK_BACK, Deed, DeedsOf, Undo
from network.vocabulary.panels import Link

from .models import Import

DEEDS = (
    DeedsOf(
        subject_type="exchange.Import",
        room=_("Import"),
        deeds={
            "package.applied": Deed(_("imported a list or package"), Undo(verb="package.undone", run=None)),
            "package.undone": Deed(_("took an import back"), stays=TOOK_BACK),
        },
        visible=lambda viewer: Import.objects.order_by() if viewer.runs_network else Import.objects.none(),
        named=lambda row: Link(row.source, reverse("import_done", args=[row.uid])),
        may=lambda viewer: viewer.runs_network,
    ),
)
