"""Work in a child process: it ends in time, and its outcome comes back whole."""

from __future__ import annotations

import os
import select
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.errors import CannotRun, FileProblem, NotFound, QueryStopped, QuerySyntaxError
from graph.store.isolation import run_isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(autouse=True)
def _only_the_parent_goes_on() -> Iterator[None]:
    """End a child that ran on into the tests: it would run all that follow a second time."""
    parent = os.getpid()
    yield
    if os.getpid() != parent:
        os._exit(1)


def wait_for_ever() -> None:
    """Block until killed."""
    select.select([], [], [])


def end_by(number: int) -> Callable[[], None]:
    """Return work that ends its own process with a signal."""

    def work() -> None:
        signal.signal(number, signal.SIG_DFL) if number != signal.SIGKILL else None
        os.kill(os.getpid(), number)
        wait_for_ever()

    return work


def children() -> int:
    """Return how many ended children nobody waited for."""
    try:
        return os.waitpid(-1, os.WNOHANG)[0]
    except ChildProcessError:
        return 0


def test_answer_comes_back() -> None:
    parent = os.getpid()
    rows, child = run_isolated(lambda: ([(1, "é", None)], os.getpid()), timeout_s=30)
    assert rows == [(1, "é", None)]
    assert child != parent
    assert children() == 0


def test_large_answer_comes_back_whole() -> None:
    assert len(run_isolated(lambda: "x" * 5_000_000, timeout_s=30)) == 5_000_000


def test_work_that_takes_too_long_is_killed_at_the_deadline() -> None:
    start = time.monotonic()
    with pytest.raises(QueryStopped) as caught:
        run_isolated(wait_for_ever, timeout_s=0.2)
    assert str(caught.value) == (
        "query: stopped after 0.2 s; ask for less, or allow more with --timeout"
    )
    assert time.monotonic() - start < 10
    assert children() == 0


def test_work_that_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(QueryStopped, match=r"needs more than 0\.05 GB of memory"):
        run_isolated(lambda: len(bytearray(500_000_000)), timeout_s=30, memory=50_000_000)
    assert children() == 0


def test_answer_that_does_not_fit_is_no_half_answer() -> None:
    with pytest.raises(QueryStopped, match=r"needs more than 0\.12 GB of memory"):
        run_isolated(lambda: "é" * 60_000_000, timeout_s=30, memory=120_000_000)


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE])
def test_child_that_breaks_is_told_by_its_signal(number: signal.Signals) -> None:
    with pytest.raises(QueryStopped) as caught:
        run_isolated(end_by(number), timeout_s=30)
    assert str(caught.value) == (
        f"query: it broke the engine ({number.name}); write it with less nesting"
    )


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGKILL])
def test_child_that_the_system_ends_may_have_lacked_memory(number: signal.Signals) -> None:
    with pytest.raises(QueryStopped, match="needs more than 4 GB of memory, or broke the engine"):
        run_isolated(end_by(number), timeout_s=30)


@pytest.mark.parametrize(
    "error",
    [
        NotFound("no organisation 'x'", name="x", candidates=("a", "b")),
        QuerySyntaxError("query:1:2: no", line=1, column=2),
        FileProblem("a.ttl:3: no", path=Path("a.ttl"), line=3, column=4),
    ],
    ids=lambda error: type(error).__name__,
)
def test_our_errors_come_back_with_their_attributes(error: Exception) -> None:
    def work() -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        run_isolated(work, timeout_s=30)
    assert str(caught.value) == str(error)
    assert caught.value.__dict__ == error.__dict__


@pytest.mark.parametrize(
    "work",
    [lambda: 1 // 0, lambda: lambda: 1, lambda: [].__getitem__(1), lambda: exit(0)],  # noqa: PLR1722
    ids=["error", "answer-that-cannot-be-sent", "lookup", "exit"],
)
def test_child_never_runs_on_in_the_code_of_its_caller(
    work: Callable[[], object], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    try:
        run_isolated(work, timeout_s=30)
    except CannotRun:
        with notes.open("a", encoding="utf-8") as out:
            out.write(f"{os.getpid()} caught\n")
    finally:
        with notes.open("a", encoding="utf-8") as out:
            out.write(f"{os.getpid()} end\n")
        if os.getpid() != PARENT:
            os._exit(1)
    pid = os.getpid()
    assert notes.read_text(encoding="utf-8") == f"{pid} caught\n{pid} end\n"


PARENT = os.getpid()


def test_interrupt_kills_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.store import isolation

    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(isolation, "_receive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_isolated(wait_for_ever, timeout_s=30)
    assert children() == 0


def test_no_file_stays_open() -> None:
    def count() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    run_isolated(int, timeout_s=30)
    before = count()
    for _ in range(5):
        run_isolated(int, timeout_s=30)
    assert count() == before
