"""Actions: recorded in a minute, also without a connection; listed, counted, corrected; who advises whom."""

from . import action, advisers, calendar, counts, deeds, offline, recording, register

urlpatterns = [
    *recording.urlpatterns,
    *offline.urlpatterns,
    *calendar.urlpatterns,
    *counts.urlpatterns,
    *advisers.urlpatterns,
    *deeds.urlpatterns,
    *action.urlpatterns,
    *register.urlpatterns,
]
