"""`/gestion/importar/`: packages and lists come in, are looked at, applied and undone."""

from . import applied, door, draft

urlpatterns = [
    *door.urlpatterns,
    *draft.urlpatterns,
    *applied.urlpatterns,
]
