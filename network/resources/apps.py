from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """Materials, routes of attention and indicators published by others."""

    name = "network.resources"
