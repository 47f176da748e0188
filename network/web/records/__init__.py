"""Pages of the records beside the directory: groups, agreements, milestones, materials and routes."""

from . import agreements, documents, groups, milestones, resources, routes

urlpatterns = [
    *groups.urlpatterns,
    *agreements.urlpatterns,
    *milestones.urlpatterns,
    *resources.urlpatterns,
    *routes.urlpatterns,
    *documents.urlpatterns,
]
