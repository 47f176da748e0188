"""The addresses of the training wing. A room that adds some offers a list; the pages of one training, whose
name may be any word, come last."""

from . import consenting, desk, editions, enrolling, listing

urlpatterns = [
    *listing.urlpatterns,
    *editions.urlpatterns,
    *enrolling.urlpatterns,
    *consenting.urlpatterns,
    *desk.urlpatterns,
    # Addresses that others of this wing offer stand here, before the last.
    *listing.last_patterns,
]
