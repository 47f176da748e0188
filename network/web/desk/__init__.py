"""The desk `/gestion/`: the pages of whoever runs the network."""

from . import index, mechanisms, office, posts

urlpatterns = [
    *index.urlpatterns,
    *office.urlpatterns,
    *posts.urlpatterns,
    *mechanisms.urlpatterns,
]
