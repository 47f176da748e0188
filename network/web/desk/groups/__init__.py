"""The desk's pages of groups: seats, sessions from the plan to the minutes, and acuerdos."""

from . import (
    acuerdo,
    acuerdos,
    changing,
    convening,
    listing,
    page,
    planning,
    seats,
    session,
    sessions,
    writing_up,
)

urlpatterns = [
    *listing.urlpatterns,
    *changing.urlpatterns,
    *seats.urlpatterns,
    *planning.urlpatterns,
    *convening.urlpatterns,
    *writing_up.urlpatterns,
    *session.urlpatterns,
    *sessions.urlpatterns,
    *acuerdos.urlpatterns,
    *acuerdo.urlpatterns,
    *page.urlpatterns,
]
