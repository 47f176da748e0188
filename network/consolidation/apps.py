from django.apps import AppConfig


class ConsolidationConfig(AppConfig):
    """The path of gender mechanisms: stages, the conditions that make them last, what their kind expects."""

    name = "network.consolidation"
