"""The desk's pages of mechanisms: the list, the path of one, and what is recorded on it."""

from . import mechanism, recording, register

urlpatterns = [*register.urlpatterns, *mechanism.urlpatterns, *recording.urlpatterns]
