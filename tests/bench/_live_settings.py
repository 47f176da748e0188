"""The server that `events_live` measures: production's settings, or the embedded run's, and a bare door."""
# ruff: noqa: F403

import os

if os.environ.get("DATABASE_URL", "").startswith("postgres"):
    from config.settings.production import *
else:
    from config.settings.embedded import *

ROOT_URLCONF = "tests.bench._live_urls"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
