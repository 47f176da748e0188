"""The desk's pages of commitments: the list, one of them, making one, the half-yearly report."""

from . import deeds, listing, making, page, report

urlpatterns = [
    *listing.urlpatterns,
    *making.urlpatterns,
    *report.urlpatterns,
    *page.urlpatterns,
    *deeds.urlpatterns,
]
