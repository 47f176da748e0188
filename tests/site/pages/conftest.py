import pytest

from pages.models import HomePage
from pages.services import ensure_site


@pytest.fixture
def home(db: None) -> HomePage:
    """The site of a new installation."""
    return ensure_site()
