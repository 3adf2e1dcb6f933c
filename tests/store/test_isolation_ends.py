"""How a child that runs a query ends: with its parent, on a signal, and whatever it took."""

from __future__ import annotations

import errno
import faulthandler
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pyoxigraph import Store as Engine

from graph.errors import CannotRun, QueryStopped
from graph.store import isolation
from graph.store.isolation import run_isolated
from graph.store.pages import WORTH_BYTES, ask_for_large_pages

WAITING = """
import os, sys, time
from graph.store.isolation import run_isolated
def work():
    print(os.getpid(), flush=True)
    time.sleep(600)
run_isolated(work, timeout_s=600)
"""


def state(process: int) -> str:
    """Return the state of a process as the kernel has it; empty where it is gone."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return stat.rpartition(")")[2].split()[0]


def gone(process: int, within_s: float = 5) -> bool:
    end = time.monotonic() + within_s
    pulse = threading.Event()
    while state(process) not in {"", "Z"} and time.monotonic() < end:
        pulse.wait(0.01)
    return state(process) in {"", "Z"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_to_the_group_ends_parent_and_child(number: signal.Signals) -> None:
    command = [sys.executable, "-c", WAITING]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.killpg(parent.pid, number)
        parent.wait(10)
    assert parent.returncode == -number
    assert gone(child)


def test_child_of_a_parent_that_was_killed_ends_by_its_processor_time() -> None:
    code = WAITING.replace("time.sleep(600)", "[0 for _ in iter(int, 1)]")
    command = [sys.executable, "-c", code.replace("timeout_s=600", "timeout_s=0.9")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        assert gone(child, within_s=60)


def test_nobody_waits_for_a_child_that_is_slow_to_die(monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[int] = []
    fork = os.fork

    def noting() -> int:
        child = fork()
        children.append(child)
        return child

    monkeypatch.setattr(os, "fork", noting)
    monkeypatch.setattr(isolation, "_DYING_S", 0)
    with pytest.raises(QueryStopped, match=r"stopped after 0\.05 s"):
        run_isolated(lambda: time.sleep(600), timeout_s=0.05)
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(10)
    with pytest.raises(ChildProcessError):
        os.waitpid(children[0], os.WNOHANG)


def test_query_that_takes_memory_without_end_is_stopped_and_the_parent_lives() -> None:
    store = Engine()
    store.update(
        "INSERT DATA {" + "".join(f"<x:{n}> <x:p> 'some text {n}' ." for n in range(2000)) + "}"
    )
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"

    def work() -> None:
        faulthandler.disable()  # pytest's would write about the end of the child
        store.query(text)

    with pytest.raises(QueryStopped, match=r"needs more than 0\.2 GB of memory"):
        run_isolated(work, timeout_s=60, memory=200_000_000)
    assert run_isolated(lambda: len(store), timeout_s=60) == 2000


@pytest.mark.parametrize("timeout_s", [1e9, 1e300, float("inf")])
def test_any_time_may_be_given(timeout_s: float) -> None:
    assert run_isolated(lambda: 1, timeout_s=timeout_s) == 1


def test_no_process_to_be_had_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(os, "fork", refuse)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    with pytest.raises(CannotRun, match="no process for it"):
        run_isolated(lambda: 1, timeout_s=1)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before


def test_signals_reach_the_child_and_the_parent_as_before() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    inside = run_isolated(
        lambda: (
            signal.pthread_sigmask(signal.SIG_BLOCK, []),
            signal.getsignal(signal.SIGTERM) is signal.SIG_DFL,
        ),
        timeout_s=30,
    )
    assert inside == (before, True)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before


def test_threads_ask_at_the_same_time() -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(run_isolated(lambda: n, timeout_s=30)))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == list(range(8))


def test_large_pages_are_asked_for_only_where_they_matter() -> None:
    assert not ask_for_large_pages(WORTH_BYTES - 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has them")
def test_asking_for_large_pages_takes_no_memory() -> None:
    code = (
        "import resource; from graph.store.pages import ask_for_large_pages as ask;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; ask(2_000_000_000);"
        "import json; json.loads('[' + '1,' * 99_999 + '1]');"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 30_000
