"""The desk's pages of groups: the list, one group, its seats."""

from . import changing, listing, page, seats

urlpatterns = [
    *listing.urlpatterns,
    *changing.urlpatterns,
    *seats.urlpatterns,
    *page.urlpatterns,
]
