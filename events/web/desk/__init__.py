"""The pages of whoever runs events, under `/gestion/eventos/`."""

from . import after, deeds, door, listing, making, moment, page, people, planning, repeating, sheets

urlpatterns = [
    *listing.urlpatterns,
    *making.urlpatterns,
    *deeds.urlpatterns,
    *planning.urlpatterns,
    *repeating.urlpatterns,
    *door.urlpatterns,
    *people.urlpatterns,
    *sheets.urlpatterns,
    *moment.urlpatterns,
    *after.urlpatterns,
    *page.urlpatterns,
]
