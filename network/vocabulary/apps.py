from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    """Words and values that every room shares: kinds, themes, territories, partial dates, numbers."""

    name = "network.vocabulary"

    def ready(self) -> None:
        from . import folding, seeds  # noqa: F401  (connect their signals)
