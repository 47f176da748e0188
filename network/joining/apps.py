from django.apps import AppConfig


class JoiningConfig(AppConfig):
    """How one comes into the network: she asks, or is invited, and says yes to the privacy notice."""

    name = "network.joining"
