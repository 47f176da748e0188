"""The embedded run: one machine, no server to install. SQLite, one worker, everything below `var/`."""

import os
import secrets
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import MIDDLEWARE, VAR, env
from .sqlite import CACHES, DATABASE_ROUTERS, sqlite_databases  # noqa: F401

VAR.mkdir(parents=True, exist_ok=True)


def _own_secret_key() -> str:
    path = VAR / "secret_key"
    if not path.exists():
        made, name = tempfile.mkstemp(prefix="secret_key.", dir=VAR)  # only its owner may read it
        with os.fdopen(made, "w", encoding="ascii") as opened:
            opened.write(secrets.token_urlsafe(50))
        try:
            os.link(name, path)  # whole, and never over the key of a process that was faster
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            os.replace(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
    return path.read_text(encoding="ascii")


MIDDLEWARE = ["config.limits.few_at_once", *MIDDLEWARE]
SECRET_KEY = env.str("SECRET_KEY", default="") or _own_secret_key()
DATABASES = sqlite_databases(VAR)
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
ENTRAMADO_DEMO_ALLOWED = ENTRAMADO_SERVES_IMAGES = ENTRAMADO_PAGES_BY_ASGI = True
# A network of one's own has none of them: its administrator sets up a second factor.
ENTRAMADO_DEMO_ACCOUNTS = frozenset(
    f"{name}@ejemplo.invalid"
    for name in ("integrante", "enlace", "coordinadora", "analista", "administradora")
    if (VAR / "demo_password").exists()
)
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 300
