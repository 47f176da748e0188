from django.apps import AppConfig


class PaceConfig(AppConfig):
    """How fast an account reads its way through the people."""

    name = "network.pace"
