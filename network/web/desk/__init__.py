"""The desk `/gestion/`: the pages of whoever runs the network."""

from . import index, office

urlpatterns = [
    *index.urlpatterns,
    *office.urlpatterns,
]
