"""Of her requests stay the right, the days and the counts; of openings of her record nothing."""

from django.utils import timezone

from network.vocabulary.rights import MARK, Whose

from .enums import State
from .models import DataCopy, Opening, RightsRequest
from .whose import asked_by

COVERS = ("rights.RightsRequest", "rights.Opening", "rights.DataCopy")


def erase(whose: Whose) -> None:
    """Whatever else she asked ends with her data; the request being carried out stays as it is."""
    whose.delete(Opening.objects.filter(person=whose.person))
    whose.delete(DataCopy.objects.filter(asked_by(whose)), "file")
    # By their keys: forgetting her takes from the rows what they are found by.
    asked = RightsRequest.objects.filter(
        pk__in=list(RightsRequest.objects.filter(asked_by(whose)).values_list("pk", flat=True))
    )
    asked.filter(state=State.RECEIVED).update(state=State.WITHDRAWN)
    asked.filter(state=State.GRANTED).exclude(right="erasure").update(
        state=State.DONE, done_on=timezone.localdate()
    )
    asked.filter(extended_on__isnull=False).update(extension_reason=MARK)
    whose.forget(asked, person=None, account=None, name="", contact="", identity="", asks="", answer="")
    if whose.account is not None:
        whose.forget(RightsRequest.objects.filter(entered_by=whose.account), entered_by=None)
        whose.forget(Opening.objects.filter(by=whose.account), by=None)
    texts = ("name", "contact", "identity", "asks", "answer", "extension_reason")
    whose.blot(RightsRequest.objects.all(), *texts)
    whose.blot(Opening.objects.all(), "reason")
