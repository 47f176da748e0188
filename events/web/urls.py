"""The addresses of the events wing."""

from . import after, calendars, dates, desk, enrolling, listing, now, own, places, showing

urlpatterns = [
    *listing.urlpatterns,
    *calendars.urlpatterns,
    *dates.urlpatterns,
    *places.urlpatterns,
    *now.urlpatterns,
    *after.urlpatterns,
    *own.urlpatterns,
    *desk.urlpatterns,
    *enrolling.urlpatterns,
    *showing.urlpatterns,
]
