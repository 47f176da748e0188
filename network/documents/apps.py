from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Administrative acts and letters."""

    name = "network.documents"
