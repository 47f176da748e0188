from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """Institutions as a tree, their gender mechanisms and their posts."""

    name = "network.institutions"
