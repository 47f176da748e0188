"""The desk's pages of documents: the list, writing and recording, one document and what is done to it."""

from . import deeds, files, folios, listing, page, recording, transparency, writing

urlpatterns = [
    *listing.urlpatterns,
    *folios.urlpatterns,
    *transparency.urlpatterns,
    *writing.urlpatterns,
    *recording.urlpatterns,
    *deeds.urlpatterns,
    *files.urlpatterns,
    *page.urlpatterns,
]
