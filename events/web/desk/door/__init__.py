"""The door of an event on a phone: by the code of a place, by a name, without a connection; and visitors."""

from . import arriving, kept, marks, page

urlpatterns = [*kept.urlpatterns, *marks.urlpatterns, *arriving.urlpatterns, *page.urlpatterns]
