from django.apps import AppConfig


class TiesConfig(AppConfig):
    """Who holds which post, and who works with whom."""

    name = "network.ties"
