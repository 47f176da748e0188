"""`/gestion/ingresos/`: who asks to join and what is answered; invitations sent; the privacy notice."""

from . import affiliations, application, deciding, invitations, notice, queue

urlpatterns = [
    *queue.urlpatterns,
    *notice.urlpatterns,
    *affiliations.urlpatterns,
    *invitations.urlpatterns,
    *application.urlpatterns,
    *deciding.urlpatterns,
]
