"""Names of countries in the active language."""

from babel import Locale
from django.utils.translation import get_language


def country_name(code: str) -> str:
    """For instance MX → "México"; a code that nobody knows stays as it is."""
    return str(Locale.parse(get_language() or "es", sep="-").territories.get(code.upper(), code))
