"""The addresses of the training wing. A room that adds some offers a list; the pages of one training, whose
name may be any word, come last."""

from . import consenting, desk, editions, enrolling, listing, urls_progress, urls_record

urlpatterns = [
    *listing.urlpatterns,
    *editions.urlpatterns,
    *enrolling.urlpatterns,
    *consenting.urlpatterns,
    *desk.urlpatterns,
    *urls_progress.urlpatterns,
    *urls_record.urlpatterns,
    *listing.last_patterns,
]
