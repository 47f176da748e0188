"""The suite: SQLite by default; PostgreSQL and Redis when DATABASE_URL and REDIS_URL name them."""

import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import env
from .sqlite import sqlite_databases

SECRET_KEY = "only-for-tests"  # noqa: S105
ENTRAMADO_COUNTRY = "MX"
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
VAR = Path(tempfile.gettempdir()) / f"entramado-test-{os.getuid()}-{_worker}"
VAR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"

if env.str("DATABASE_URL", default="").startswith("postgres"):
    DATABASES = {"default": env.db_url("DATABASE_URL")}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")  # as in production
    _server, _, _number = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0").rpartition("/")
    # A database for each worker: clearing a cache empties the whole of it, whatever the prefix.
    _place = int("".join(filter(str.isdigit, _worker)) or 0)
    REDIS_URL = f"{_server}/{(int(_number) + _place) % 16}"
    _prefix = env.str("CACHE_PREFIX", default=f"entramado-test-{_worker}")
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": _prefix,
        }
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL], "prefix": _prefix},
        }
    }
else:
    DATABASES = sqlite_databases(VAR)
    for _database in DATABASES.values():
        _database["TEST"] = {"NAME": ":memory:"}  # said, as pytest-django knows no engine but Django's own
    # Only the records are real in tests; the database cache is proven by its own test.
    DATABASES.pop("cache")
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
ALLOWED_HOSTS = ["*"]
