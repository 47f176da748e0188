"""A woman's own data, and how the office answers what is asked by right."""

from . import answering, deadlines, erasing, opening, own, register

urlpatterns = [
    *own.urlpatterns,
    *register.urlpatterns,
    *opening.urlpatterns,
    *deadlines.urlpatterns,
    *answering.urlpatterns,
    *erasing.urlpatterns,
]
