"""The pages of whoever runs trainings, under `/gestion/formacion/`."""

from . import curricula, editions, enrolments, listing, matter, messages, rule, sessions

urlpatterns = [
    *listing.urlpatterns,
    *curricula.urlpatterns,
    *matter.urlpatterns,
    *rule.urlpatterns,
    *sessions.urlpatterns,
    *enrolments.urlpatterns,
    *messages.urlpatterns,
    *editions.urlpatterns,
]
