"""What whoever runs an event does around it: partners, messages, questions, materials, its milestone."""

from . import materials, milestone, partners, survey, writing

urlpatterns = [
    *partners.urlpatterns,
    *writing.urlpatterns,
    *survey.urlpatterns,
    *materials.urlpatterns,
    *milestone.urlpatterns,
]
