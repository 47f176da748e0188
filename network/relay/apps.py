from django.apps import AppConfig


class RelayConfig(AppConfig):
    """Messages between two members, without either giving away an address."""

    name = "network.relay"
