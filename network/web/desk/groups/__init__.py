"""The desk's pages of groups: seats, sessions from the plan to the minutes, and acuerdos."""

from . import acuerdo, acuerdos, changing, convening, listing, page, planning, seats, session, writing_up

urlpatterns = [
    *listing.urlpatterns,
    *changing.urlpatterns,
    *seats.urlpatterns,
    *planning.urlpatterns,
    *convening.urlpatterns,
    *writing_up.urlpatterns,
    *session.urlpatterns,
    *acuerdos.urlpatterns,
    *acuerdo.urlpatterns,
    *page.urlpatterns,
]
