"""Pages of the records beside the directory: groups, agreements, milestones, materials and routes."""

from . import advance_notices, agreements, documents, groups, milestones, resources, routes

urlpatterns = [
    *groups.urlpatterns,
    *agreements.urlpatterns,
    *advance_notices.urlpatterns,
    *milestones.urlpatterns,
    *resources.urlpatterns,
    *routes.urlpatterns,
    *documents.urlpatterns,
]
