"""The page and its drawing may be made by two workers: what either would draw is the same, byte for byte."""

import os
import subprocess
import sys

import pytest

from config.settings.base import ROOT
from network.graph.tiegraph import Mode
from network.insights.map import COLOURS

DRAWN = f"""
import json, django
django.setup()
from network.graph.tiegraph import Mode
from network.insights.map import View, network_map
from network.insights.map_twin import payload
from network.insights.selection import Selection
from network.vocabulary.terms import all_terms
from tests.bench.answers import world

all_terms.hold({{}})
everything = world(120)
layers = tuple(sorted({{context.layer for context in everything.contexts}}))
for mode in Mode:
    for colour in {COLOURS!r}:
        print(json.dumps(payload(network_map(everything, View(Selection(layers, mode), colour)))))
"""


@pytest.mark.long
def test_two_workers_with_caches_of_their_own_draw_the_same_bytes():
    """Of different hash seeds, so that nothing rests on the order of a set."""
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", DRAWN],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    one, other = (worker.communicate()[0] for worker in workers)
    assert len(one.splitlines()) == len(COLOURS) * len(Mode)
    assert one == other
