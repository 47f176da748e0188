from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Mesas, commissions, councils and networks, and who is seated in them."""

    name = "network.groups"
