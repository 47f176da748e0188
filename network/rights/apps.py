from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Rights over one's own data: a copy, requests and their days, erasing, who looked."""

    name = "network.rights"
