"""What a user is told: the list behind the bell, how notices reach her, and the link that stops e-mails."""

from . import listed, preferences, stopping

urlpatterns = [*listed.urlpatterns, *preferences.urlpatterns, *stopping.urlpatterns]
