from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Who runs this network here."""

    name = "network.office"
