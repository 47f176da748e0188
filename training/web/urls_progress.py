"""The addresses of progress, works handed in, and certificates."""

from . import certificates, own, works
from .desk import certificate as desk_certificate
from .desk import certificates as desk_certificates
from .desk import grid, results

urlpatterns = [
    *certificates.urlpatterns,
    *own.urlpatterns,
    *works.urlpatterns,
    *grid.urlpatterns,
    *results.urlpatterns,
    *desk_certificates.urlpatterns,
    *desk_certificate.urlpatterns,
]
