"""The ways into the network that anybody can open: ask to join, accept an invitation, the privacy notice."""

from . import affiliation, asking, by_link, inviting, privacy

urlpatterns = [
    *asking.urlpatterns,
    *by_link.urlpatterns,
    *inviting.urlpatterns,
    *privacy.urlpatterns,
    *affiliation.urlpatterns,
]
