"""An address of megabytes gets a sentence at once, a long one its answer."""

import pytest
from django.test import Client

from config.limits import LONGEST_QUERY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("extra", "status"), [(0, 200), (1, 400)])
def test_a_query_is_answered_up_to_a_length(extra, status):
    query = "q=" + "a" * (LONGEST_QUERY - 2 + extra)
    response = Client().get(f"/instituciones/?{query}")
    assert response.status_code == status
    assert ("No pudimos entender la solicitud" in response.content.decode()) == (status == 400)
