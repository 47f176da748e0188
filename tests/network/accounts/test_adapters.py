import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("door", "inside"),
    [
        ("/cuenta/login/", "/"),
        ("/en/cuenta/login/", "/en/"),
        ("/cuenta/login/?next=/integrantes/", "/integrantes/"),
        ("/cuenta/login/?next=https://otra.invalid/", "/"),
    ],
)
def test_whoever_comes_in_stays_in_her_language_and_on_her_way(door, inside):
    user = UserFactory(factor=False)
    user.set_password("correcta-y-larga")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    answer = Client().post(door, {"login": user.email, "password": "correcta-y-larga"})
    assert (answer.status_code, answer["Location"]) == (302, inside)
