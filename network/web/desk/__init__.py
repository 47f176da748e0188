"""The desk `/gestion/`: the pages of whoever runs the network."""

from . import documents, index, mechanisms, office, posts

urlpatterns = [
    *index.urlpatterns,
    *office.urlpatterns,
    *posts.urlpatterns,
    *mechanisms.urlpatterns,
    *documents.urlpatterns,
]
