"""Files of papers are kept for a week: whoever made some may have her in them, so all are made anew."""

from django.db.models import Q

from network.vocabulary.rights import Whose

from .enums import PrintState
from .models import Printing
from .services import outdate

COVERS = ("printing.Printing",)


def erase(whose: Whose) -> None:
    hers = Q(by=whose.account) if whose.account else Q(pk=None)
    whose.delete(Printing.objects.filter(hers), "file")
    kept = Printing.objects.filter(state=PrintState.READY)
    for printing in kept:
        outdate(printing=printing)
    whose.told(Printing, "forgotten", len(kept))
    whose.blot(Printing.objects.all(), "parameters", "back", "name", "problem")
