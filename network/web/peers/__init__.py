"""Finding peers: her own network, who introduces her to whom, with whom she works."""

from . import collaborations, introductions, own_network

urlpatterns = [
    *own_network.urlpatterns,
    *introductions.urlpatterns,
    *collaborations.urlpatterns,
]
