from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """The single bridge from records to the graph."""

    name = "network.insights"
