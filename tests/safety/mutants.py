"""Changes a policy in every way that mutmut knows, and asks the tests of that policy to notice each.

`python -m tests.safety.mutants network/people/rules.py` tells which nobody noticed; without a name, of all
`policies.py`. The changes are mutmut's; what runs them is ours, because its own runner changes functions
alone: neither the table of fields nor a decorated property. Each is made in a fork of a process that has all
loaded and the tables in memory, and is shown to those tests alone that run the changed function.
"""

import argparse
import builtins
import contextlib
import importlib
import os
import signal
import time
import types
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from .changes import ROOT, Change, changes, telling
from .grafting import put_in_place
from .policies import JUDGES, POLICIES

TOLD = "__a_policy_ran__"
SECONDS = 20  # a test that a change makes run longer than this, or than ten times as long, noticed it


@dataclass
class Verdict:
    """What became of the changes of one module: how many were noticed, and each that was not."""

    module: str
    made: int = 0
    survivors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def noticed(self) -> float:
        return 1 - len(self.survivors) / self.made if self.made else 0.0

    def __str__(self) -> str:
        return f"{self.made - len(self.survivors)} of {self.made} noticed ({self.noticed:.1%})"


class Judge:
    """In place of running the tests once: once as they are, then those that a change concerns, in a fork."""

    def __init__(self, paths: Sequence[str], every: int) -> None:
        self.verdicts, self.every = [Verdict(path) for path in paths], every
        self.watched = Watched(paths)
        self.took: dict[Any, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = list(session.items)
        with self.watched.watching():
            for place, item in enumerate(items):
                self.watched.begin(item)
                following = items[place + 1] if place + 1 < len(items) else items[0]
                reports = runtestprotocol(item, nextitem=following, log=False)
                assert not any(r.failed for r in reports), (
                    f"{item.nodeid} fails without any change: {reports}"
                )
                self.took[item] = sum(r.duration for r in reports)
        print(f"{len(items)} judges take {sum(self.took.values()):.0f} s", flush=True)
        turn = 0
        for verdict in self.verdicts:
            began = time.monotonic()
            found = list(changes(verdict.module))
            if found:
                self._control(verdict.module)
            for change in found:
                turn += 1
                if turn % self.every == 0:
                    self._judge(verdict, change)
            verdict.seconds = time.monotonic() - began
            if verdict.made:
                print(f"VERDICT {verdict.module}: {verdict} in {verdict.seconds:.0f} s", flush=True)
        session.testsfailed = 0
        return True

    def _control(self, path: str) -> None:
        """The module as it is: a test that notices that says nothing when it notices a change."""
        judges = sorted(self.watched.of(path, ""), key=self.took.__getitem__)[:: self.every]
        source = (ROOT / path).read_text("utf-8")
        killer = _judged(judges, _module(path), source, self.took)
        assert killer is None, f"{path} as it is: {judges[killer].nodeid if killer >= 0 else 'it breaks'}"

    def _judge(self, verdict: Verdict, change: Change) -> None:
        source = change.source
        if source is None:
            return
        verdict.made += 1
        module = _module(verdict.module)
        judges = sorted(self.watched.of(verdict.module, change.within), key=self.took.__getitem__)
        killer = _judged(judges, module, source, self.took)
        if killer is None:
            verdict.survivors.append(change.what)
            print(f"SURVIVED {verdict.module} {change.what} ({len(judges)} judges)", flush=True)
        elif killer >= 0:
            self.took[judges[killer]] /= 2  # what noticed one change is likely to notice the next


def _module(path: str) -> types.ModuleType:
    return importlib.import_module(path.removesuffix(".py").replace("/", "."))


class Watched:
    """Which tests ran which functions of those modules."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._ran: dict[tuple[str, str], set[Any]] = defaultdict(set)
        self._of_module: dict[str, set[Any]] = defaultdict(set)
        self._all: list[Any] = []

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        setattr(builtins, TOLD, self._told)
        for path in self._paths:
            put_in_place(_module(path), telling(path, TOLD))
        yield
        for path in self._paths:
            put_in_place(_module(path), (ROOT / path).read_text("utf-8"))

    def begin(self, item: Any) -> None:
        self._all.append(item)

    def _told(self, path: str, name: str) -> None:
        if self._all:
            self._ran[path, name].add(self._all[-1])
            self._of_module[path].add(self._all[-1])

    def of(self, path: str, name: str) -> set[Any]:
        """Those of its own room, or of this folder.

        Of what stands outside of functions, or runs when it is loaded, all tests of the files that run any.
        """
        near = {str(ROOT / judge) for judge in judges_of([path])}
        if found := self._ran.get((path, name)):
            return {item for item in found if str(item.path) in near}
        files = {item.path for item in self._of_module[path] if str(item.path) in near}
        return {item for item in self._all if item.path in files}


def _judged(items: list[Any], module: types.ModuleType, source: str, took: dict[Any, float]) -> int | None:
    """The place of the test that noticed the change; -1 where it broke the module or ran on; None: nobody."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _judge_and_leave(items, module, source, writing, took)
    os.close(writing)
    with os.fdopen(reading) as answers:
        said = answers.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) or said == "broken":
        return -1
    return int(said) if said.isdigit() else None


def _judge_and_leave(
    items: list[Any], module: types.ModuleType, source: str, writing: int, took: dict[Any, float]
) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    said = "survived"
    try:
        put_in_place(module, source)
    except Exception:
        said = "broken"
    else:
        with contextlib.suppress(BaseException):
            if items:  # after a test of another folder
                items[0].session._setupstate.teardown_exact(items[0])
            for place, item in enumerate(items):
                signal.alarm(int(max(SECONDS, 10 * took[item])))
                following = items[place + 1] if place + 1 < len(items) else items[0]
                if any(r.failed for r in runtestprotocol(item, nextitem=following, log=False)):
                    said = str(place)
                    break
    os.write(writing, said.encode())
    os._exit(0)


def judges_of(paths: Sequence[str]) -> list[str]:
    """Those that lie in the rooms of these modules, or in this folder."""
    rooms = {"safety", *(path.removeprefix("network/").split("/")[0] for path in paths)}
    return [judge for judge in JUDGES if rooms & set(judge.split("/"))]


def judge(paths: Sequence[str], *, every: int = 1) -> list[Verdict]:
    """Show the changes of those modules (or every so manieth) to their judges, in this very process."""
    plugin = Judge(paths, every)
    quiet = ["-q", "-s", "-n0", "-p", "no:cacheprovider", "--no-header", "--no-summary", "-m", "not prove"]
    code = pytest.main([*quiet, *judges_of(paths)], plugins=[plugin])
    if code or not any(verdict.made for verdict in plugin.verdicts):
        raise SystemExit(f"the tests of {paths} did not run: {code!r}")
    return plugin.verdicts


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("modules", nargs="*", default=POLICIES)
    asked.add_argument("--every", type=int, default=1)
    given = asked.parse_args()
    judge(given.modules, every=given.every)
