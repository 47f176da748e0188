"""Closing an administration `/gestion/cierre/`: prepare, look, apply, undo, print the annex."""

from . import annex, beginning, choosing, deeds, overview, roles

urlpatterns = [
    *beginning.urlpatterns,
    *overview.urlpatterns,
    *choosing.urlpatterns,
    *roles.urlpatterns,
    *deeds.urlpatterns,
    *annex.urlpatterns,
]
