"""`/empezar/`: a network of one's own, set up in the browser by whoever installed it; its first steps."""

from . import first_steps, institutions, steps

urlpatterns = [*steps.urlpatterns, *institutions.urlpatterns, *first_steps.urlpatterns]
