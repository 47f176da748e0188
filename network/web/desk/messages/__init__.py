"""What the office writes: the words, what was prepared and how it left, and invitations."""

from . import invitations, mailing, message, outbox, wordings

urlpatterns = [
    *outbox.urlpatterns,
    *wordings.urlpatterns,
    *mailing.urlpatterns,
    *message.urlpatterns,
    *invitations.urlpatterns,
]
