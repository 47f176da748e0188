from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans and instruments."""

    name = "network.plans"
