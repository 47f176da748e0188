"""The desk `/gestion/`: the pages of whoever runs the network."""

from . import index

urlpatterns = [
    *index.urlpatterns,
]
