from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The directory's own index."""

    name = "network.search"
