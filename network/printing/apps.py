from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """Papers too long to be made while a page waits."""

    name = "network.printing"
