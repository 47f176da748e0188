"""Saved answers, `/red/respuestas/`: kept, opened with one's own rights, put again today."""

from . import deeds, files, pages, today

urlpatterns = [
    *deeds.urlpatterns,
    *files.urlpatterns,
    *today.urlpatterns,
    *pages.urlpatterns,  # last: it ends with the address of whatever is not there
]
