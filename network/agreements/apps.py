from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Agreements, their parties, and the programmes that units host."""

    name = "network.agreements"
