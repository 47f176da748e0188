"""Handing a post over: the file as it is today, the note, the files that were kept, the signed paper."""

from . import doing, kept, own, today

urlpatterns = [*today.urlpatterns, *doing.urlpatterns, *kept.urlpatterns, *own.urlpatterns]
