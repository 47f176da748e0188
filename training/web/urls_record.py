"""The addresses of records, reach, trainings already given and ties."""

from . import given, reach, record
from .desk import external, tying

urlpatterns = [
    *record.urlpatterns,
    *given.urlpatterns,
    *reach.urlpatterns,
    *external.urlpatterns,
    *tying.urlpatterns,
]
