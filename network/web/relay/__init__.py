"""Messages between two members: writing to one, her conversations, what she shows to the administration."""

from . import choices, listed, reporting, talking, writing

urlpatterns = [
    *writing.urlpatterns,
    *listed.urlpatterns,
    *reporting.urlpatterns,
    *choices.urlpatterns,
    *talking.urlpatterns,
]
