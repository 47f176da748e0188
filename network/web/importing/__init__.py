"""`/gestion/importar/`: packages and lists come in, are looked at, applied and undone."""

from . import applied, door, draft, steps

urlpatterns = [
    *door.urlpatterns,
    *draft.urlpatterns,
    *steps.urlpatterns,
    *applied.urlpatterns,
]
