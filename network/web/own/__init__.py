"""What is hers alone: her profile, how she is seen, whom she blocked."""

from . import blocking, choosing, photos, profile, seen_as

urlpatterns = [
    *choosing.urlpatterns,
    *seen_as.urlpatterns,
    *blocking.urlpatterns,
    *photos.urlpatterns,
    *profile.urlpatterns,  # last: its sections are words in the address
]
