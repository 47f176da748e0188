from django.apps import AppConfig


class WebConfig(AppConfig):
    """Every HTTP and WebSocket surface of the network wing."""

    name = "network.web"
