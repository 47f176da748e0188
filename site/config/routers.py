"""Which database a model lives in."""

from typing import Any


class CacheRouter:
    """Keep the cache's table in the database called "cache", and everything else out of it."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if db == "cache" or app_label == "django_cache":
            return db == "cache" and app_label == "django_cache"
        return None
