from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Data packages: preview, apply, undo, export."""

    name = "network.exchange"
