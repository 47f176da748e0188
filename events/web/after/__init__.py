"""What whoever has a place finds after the event: letters, materials, questions, and to be left alone."""

from . import letters, materials, opinion

urlpatterns = [*letters.urlpatterns, *materials.urlpatterns, *opinion.urlpatterns]
