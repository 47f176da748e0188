from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Images, documents and StreamField blocks, without policy."""

    name = "library"
