"""Kept answers are looked at here: each test has a cache of its own."""

import uuid

import pytest


@pytest.fixture(autouse=True)
def own_cache(settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": uuid.uuid4().hex}}
