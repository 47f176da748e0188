"""The desk `/gestion/`: the pages of whoever runs the network."""

from . import (
    actions,
    closings,
    commitments,
    documents,
    finding,
    groups,
    handovers,
    index,
    journal,
    mechanisms,
    messages,
    office,
    posts,
    requests,
)

urlpatterns = [
    *actions.urlpatterns,
    *index.urlpatterns,
    *finding.urlpatterns,
    *journal.urlpatterns,
    *commitments.urlpatterns,
    *office.urlpatterns,
    *posts.urlpatterns,
    *groups.urlpatterns,
    *handovers.urlpatterns,
    *requests.urlpatterns,
    *closings.urlpatterns,
    *mechanisms.urlpatterns,
    *documents.urlpatterns,
    *messages.urlpatterns,
]
