"""The embedded run with Django's error pages and the component page `/componentes/`."""

from .embedded import *  # noqa: F403

DEBUG = True
