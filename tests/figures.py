"""Proofs report figures; the end of the run prints them as the rows of docs/proofs.md.

`PROVE_SAMPLE=1` asks every proof for a small run of itself.
"""

import datetime as dt
import os
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """`figure("240 of 240 writes kept")` puts what was found beside what the test's name claims."""
    return partial(record_property, "figure")


def sampled(full: int, sample: int) -> int:
    """How much to do: all of it, or a sample when the run is to be short."""
    return sample if os.environ.get("PROVE_SAMPLE") else full


def pytest_terminal_summary(terminalreporter: Any) -> None:
    proofs = [r for r in terminalreporter.getreports("passed") if "prove" in r.keywords and r.when == "call"]
    if not proofs:
        return
    size = " (sample)" if os.environ.get("PROVE_SAMPLE") else ""
    terminalreporter.write_line(f"\n### Proofs, {dt.date.today()}{size}, `python3 entramado.py prove`\n")
    terminalreporter.write_line("| claim | found | seconds |\n|---|---|---|")
    for report in proofs:
        claim = report.location[2].removeprefix("test_").replace("_", " ")
        found = "; ".join(str(text) for name, text in report.user_properties if name == "figure")
        terminalreporter.write_line(f"| {claim} | {found or 'it holds'} | {report.duration:.1f} |")
    terminalreporter.write_line("")
