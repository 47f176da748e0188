from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, dated grants and the Viewer that every policy takes."""

    name = "network.accounts"
