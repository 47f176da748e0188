"""The desk `/gestion/`: the pages of whoever runs the network."""

from . import documents, handovers, index, mechanisms, messages, office, posts

urlpatterns = [
    *index.urlpatterns,
    *office.urlpatterns,
    *posts.urlpatterns,
    *handovers.urlpatterns,
    *mechanisms.urlpatterns,
    *documents.urlpatterns,
    *messages.urlpatterns,
]
