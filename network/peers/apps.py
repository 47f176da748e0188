from django.apps import AppConfig


class PeersConfig(AppConfig):
    """Finding peers: who is suggested to whom and why, who can introduce one to another."""

    name = "network.peers"
