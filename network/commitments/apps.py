from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """What one institution owes another."""

    name = "network.commitments"
