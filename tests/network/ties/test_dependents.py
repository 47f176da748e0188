"""The posts that go with their institution."""

import pytest

from network.accounts.viewer import PUBLIC
from network.ties.dependents import dependents
from tests.factories.records import AppointmentFactory, InstitutionFactory, PostFactory

pytestmark = pytest.mark.django_db


def test_posts_say_whether_they_are_covered_by_their_own_setting_alone():
    gone = InstitutionFactory(package_id="ida", name="Dirección Ida")
    for publication in ("public", "reserved"):
        post = PostFactory(
            package_id=publication, name=publication, institution=gone, publication=publication
        )
        AppointmentFactory(post=post)
    PostFactory(package_id="vacante", name="vacante", kind="coordinator", institution=gone)
    PostFactory(package_id="ajeno")
    (posts,) = dependents(["ida"], PUBLIC, None)
    assert [(item.id, item.facts) for item in posts.items] == [
        ("posts:public", ("Dirección Ida", "cubierto")),
        ("posts:reserved", ("Dirección Ida", "en actualización")),
        ("posts:vacante", ("Dirección Ida", "sin designación registrada")),
    ]
