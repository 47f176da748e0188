"""The desk's pages of requests: the board, writing and sending one, what came back from each institution."""

from . import (
    answering,
    board,
    choosing,
    correcting,
    designating,
    letters,
    page,
    recipient,
    reminding,
    sending,
    writing,
)

urlpatterns = [
    *board.urlpatterns,
    *writing.urlpatterns,
    *choosing.urlpatterns,
    *sending.urlpatterns,
    *reminding.urlpatterns,
    *letters.urlpatterns,
    *answering.urlpatterns,
    *correcting.urlpatterns,
    *designating.urlpatterns,
    *page.urlpatterns,
    *recipient.urlpatterns,
]
