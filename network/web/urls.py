"""The addresses of the network wing."""

from . import (
    analysis,
    changes,
    coverage_matrix,
    desk,
    directory,
    dossier,
    founding,
    importing,
    map,
    mechanism,
    people,
    printings,
    records,
    reports,
    resilience,
    saved,
)

urlpatterns = [
    *analysis.urlpatterns,
    *map.urlpatterns,
    *resilience.urlpatterns,
    *changes.urlpatterns,
    *coverage_matrix.urlpatterns,
    *reports.urlpatterns,
    *saved.urlpatterns,
    *directory.urlpatterns,
    *people.urlpatterns,
    *dossier.urlpatterns,
    *mechanism.urlpatterns,
    *records.urlpatterns,
    *desk.urlpatterns,
    *printings.urlpatterns,
    *importing.urlpatterns,
    *founding.urlpatterns,
]
