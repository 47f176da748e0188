import factory
from allauth.mfa.models import Authenticator

from network.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """An account with a second factor, so that whatever role it is given counts; `factor=False` has none."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"persona{n}@ejemplo.invalid")

    @factory.post_generation
    def factor(user, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands it the account
        if create and extracted is not False:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "-"})
