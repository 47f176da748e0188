"""`pango`: for tests of PDFs and of pictures in office files. Without it they are skipped with the command
that gets it; `REQUIRE_PANGO=1` makes that a failure."""

import os

import pytest

from network.paper.pdf import PaperUnavailableError, weasyprint


@pytest.fixture(scope="session")
def pango() -> None:
    try:
        weasyprint()
    except PaperUnavailableError:
        packages = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        reason = f"no Pango for the PDFs; to get it: sudo apt install {packages}"
        if os.environ.get("REQUIRE_PANGO"):
            pytest.fail(reason)
        pytest.skip(reason)
