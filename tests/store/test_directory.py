"""A store directory: asked, changed whole or not at all, shared with others."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Triple
from pyoxigraph import Store as Engine

from graph import KnowledgeGraph
from graph.errors import LocationError, QuerySyntaxError
from graph.resources import bundled_graph
from graph.store.changes import Changes
from graph.store.directory.halfway import NOTE
from graph.store.directory.holding import hold
from graph.store.directory.store import DirectoryStore
from graph.store.isolation import run_isolated
from graph.store.loading.load import load_into
from graph.store.location import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

P = NamedNode("x:p")


def triple(name: str, value: str = "1") -> Triple:
    return Triple(NamedNode(f"x:{name}"), P, Literal(value))


def make(path: Path, *triples: Triple) -> DirectoryStore:
    """Make a store directory with the engine alone."""
    engine = Engine(str(path))
    engine.extend([Quad(t.subject, t.predicate, t.object) for t in triples])
    engine.flush()
    del engine
    return DirectoryStore(str(path), {})


def things(store: DirectoryStore) -> list[str]:
    found = store.query("SELECT ?s { ?s ?p ?o } ORDER BY ?s")
    assert isinstance(found, QuerySolutions)
    return [str(row[0].value).removeprefix("x:") for row in found]


def refuse_at_once(store: DirectoryStore) -> DirectoryStore:
    store.deadline_s = 0
    return store


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )


def test_directory_made_by_another_program_is_asked(tmp_path: Path) -> None:
    make(tmp_path / "d", triple("a"), triple("b"))
    store = open_store(str(tmp_path / "d"), {"x": "x:"})
    assert len(store) == 2
    assert sorted(map(str, store.triples())) == ['<x:a> <x:p> "1"', '<x:b> <x:p> "1"']
    assert {row[0].value for row in store.scan(["s"], "?s x:p ?o") if row[0]} == {"x:a", "x:b"}
    answer = store.query("ASK { x:a x:p ?o }")
    assert isinstance(answer, QueryBoolean)
    assert bool(answer)


def test_named_questions_are_answered_from_a_directory(tmp_path: Path) -> None:
    load_into(tmp_path / "d", [bundled_graph()])
    ours = KnowledgeGraph.open(tmp_path / "d").query("positions-of", actor="Stop the War Coalition")
    theirs = KnowledgeGraph.open(bundled_graph()).query(
        "positions-of", actor="Stop the War Coalition"
    )
    assert ours.rows == theirs.rows
    assert len(ours) > 0


def test_named_graphs_of_others_are_not_asked_and_do_not_count(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    other = Quad(NamedNode("x:b"), P, Literal("1"), NamedNode("x:graph"))
    engine = Engine(store.location)
    engine.add(other)
    engine.flush()
    del engine
    assert (len(store), things(store)) == (1, ["a"])
    store.close()
    with store.writing():
        store.apply(Changes(removed=(triple("a"),)))
    with pytest.raises(LocationError, match=r"all triples stand in named graphs, such as '<x:gra"):
        things(store)


def test_change_outside_of_writing_is_refused(tmp_path: Path) -> None:
    store = make(tmp_path / "d")
    with pytest.raises(LocationError, match="a change outside of `writing`; enter it first"):
        store.apply(Changes(added=(triple("a"),)))


def test_other_form_of_a_value_that_goes_comes_instead(tmp_path: Path) -> None:
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    plain = Triple(NamedNode("x:a"), P, Literal("7", datatype=integer))
    padded = Triple(NamedNode("x:a"), P, Literal("007", datatype=integer))
    store = make(tmp_path / "d", plain)
    with store.writing():
        store.apply(Changes(added=(padded,), removed=(plain,)))
    assert list(store.triples()) == [plain]


def test_change_is_seen_at_once_and_by_those_who_open_later(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"), triple("b"))
    assert things(store) == ["a", "b"]
    with store.writing():
        store.apply(Changes(added=(triple("c"),), removed=(triple("a"),)))
        assert things(store) == ["b", "c"]
    assert things(store) == ["b", "c"]
    assert things(DirectoryStore(store.location, {})) == ["b", "c"]


def test_what_comes_and_goes_at_once_stays(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    with store.writing():
        store.apply(Changes(added=(triple("a"), triple("b")), removed=(triple("a"),)))
    assert things(store) == ["a", "b"]


def test_adding_twice_and_removing_twice_changes_nothing(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    with store.writing():
        store.apply(Changes(added=(triple("a"), triple("a"))))
        assert len(store) == 1
        store.apply(Changes(removed=(triple("z"),), added=(triple("b"),)))
        store.apply(Changes(removed=(triple("b"), triple("z"), triple("b"))))
        store.apply(Changes())
    assert things(store) == ["a"]


@pytest.mark.parametrize(
    "thing",
    [
        BlankNode("q"),
        Literal('"é\n\r\t\\ \u2028\U0001f600', language="en-GB"),
        Literal("2020-01-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")),
        Literal("x", datatype=NamedNode("x:own")),
        NamedNode("x:é"),
    ],
    ids=str,
)
def test_any_term_is_replaced_by_itself(
    thing: BlankNode | Literal | NamedNode, tmp_path: Path
) -> None:
    one = Triple(BlankNode("b"), P, thing)
    store = make(tmp_path / "d", triple("a"))
    with store.writing():
        store.apply(Changes(added=(one,), removed=(triple("a"),)))
        assert list(store.triples()) == [one]
        store.apply(Changes(added=(triple("a"),), removed=(one,)))
    assert list(store.triples()) == [triple("a")]


KILLED = """
import os, sys, threading
from pyoxigraph import Literal, NamedNode, Triple
from graph.store.changes import Changes
from graph.store.directory.store import DirectoryStore
store = DirectoryStore(sys.argv[1], {})
def many(name):
    return tuple(Triple(NamedNode(f"x:{n}"), NamedNode("x:p"), Literal(name)) for n in range(2000))
old, new = many("old"), many("new")
with store.writing():
    store.apply(Changes(added=old))
    print("ready", flush=True)
    while True:
        store.apply(Changes(added=new, removed=old))
        old, new = new, old
"""


@pytest.mark.parametrize("attempt", range(4))
def test_kill_leaves_the_old_state_or_the_new_one(attempt: int, tmp_path: Path) -> None:
    store = make(tmp_path / "d")
    child = subprocess.Popen([sys.executable, "-c", KILLED, store.location], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    pulse = threading.Event()
    pulse.wait(0.05 + 0.037 * attempt)
    child.kill()
    child.wait()
    child.stdout.close()
    values = {t.object for t in store.triples()}
    assert len(store) == 2000
    assert len(values) == 1


def test_acknowledged_change_outlives_a_kill(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    code = (
        "import os, sys; from pyoxigraph import *; from graph.store.directory.store import *;"
        "from graph.store.changes import Changes; s = DirectoryStore(sys.argv[1], {});"
        "t = Triple(NamedNode('x:b'), NamedNode('x:p'), Literal('1')); w = s.writing();"
        "w.__enter__(); s.apply(Changes(added=(t,))); os.kill(os.getpid(), 9)"
    )
    assert run_python(code, store.location).returncode == -signal.SIGKILL
    assert things(store) == ["a", "b"]


def test_writing_is_entered_again_inside_itself(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    with store.writing():
        with store.writing():
            store.apply(Changes(added=(triple("b"),)))
        store.apply(Changes(added=(triple("c"),)))
    assert things(store) == ["a", "b", "c"]


def test_failure_inside_writing_lets_go_of_the_directory(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))

    def fail() -> None:
        with store.writing():
            store.apply(Changes(added=(triple("b"),)))
            store.query("SELECT nothing")

    with pytest.raises(QuerySyntaxError) as caught:
        fail()
    assert caught.traceback
    with refuse_at_once(DirectoryStore(store.location, {})).writing():
        pass
    assert things(store) == ["a", "b"]


def test_revision_grows_when_the_store_changes_and_only_then(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    len(store)
    first = store.revision
    store.close()
    things(store)
    with store.writing():
        pass
    things(store)
    assert store.revision == first
    with store.writing():
        store.apply(Changes(added=(triple("b"),)))
        inside = store.revision
    assert inside > first
    things(store)
    assert store.revision == inside


@pytest.mark.parametrize("write", [False, True])
def test_revision_grows_when_somebody_else_has_written(tmp_path: Path, *, write: bool) -> None:
    store = make(tmp_path / "d", triple("a"))
    things(store)
    store.close()
    before = store.revision
    other = DirectoryStore(store.location, {})
    with other.writing():
        other.apply(Changes(added=(triple("b"),)))
    other.close()
    if write:
        with store.writing():
            assert store.revision > before
            assert things(store) == ["a", "b"]
    assert things(store) == ["a", "b"]
    assert store.revision > before


def test_readers_share_and_keep_writers_out(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    other = refuse_at_once(DirectoryStore(store.location, {}))
    assert things(store) == things(other) == ["a"]
    writer = refuse_at_once(DirectoryStore(store.location, {}))
    with (
        pytest.raises(LocationError, match="in use by other commands for more than 0 s; end them"),
        writer.writing(),
    ):
        pass
    store.close()
    other.close()
    with writer.writing():
        with pytest.raises(LocationError, match="being written to for more than 0 s; try again"):
            things(other)
        writer.apply(Changes(added=(triple("b"),)))
    assert things(other) == ["a", "b"]


def test_writer_waits_until_the_readers_are_done(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    things(store)
    timer = threading.Timer(0.2, store.close)
    timer.start()
    writer = DirectoryStore(store.location, {})
    with writer.writing():
        writer.apply(Changes(added=(triple("b"),)))
    timer.join()
    assert things(store) == ["a", "b"]


ADDING = """
import sys
from pyoxigraph import Literal, NamedNode, Triple
from graph.store.changes import Changes
from graph.store.directory.store import DirectoryStore
store = DirectoryStore(sys.argv[1], {})
for n in range(5):
    one = Triple(NamedNode(f"x:{sys.argv[2]}{n}"), NamedNode("x:p"), Literal("1"))
    with store.writing():
        store.apply(Changes(added=(one,)))
    assert len(store) > n
    store.close()
"""


def test_nothing_is_lost_where_several_write_at_once(tmp_path: Path) -> None:
    store = make(tmp_path / "d")
    command = [sys.executable, "-c", ADDING, store.location]
    children = [subprocess.Popen([*command, name]) for name in "abcd"]
    assert [child.wait() for child in children] == [0, 0, 0, 0]
    assert len(store) == 20


HOLDER = """
import sys
from pyoxigraph import Store
store = Store(sys.argv[1])
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("work", [len, lambda s: s.writing().__enter__()], ids=["read", "write"])
def test_directory_that_another_program_holds_is_told(
    work: Callable[[DirectoryStore], object], tmp_path: Path
) -> None:
    store = make(tmp_path / "d", triple("a"))
    command = [sys.executable, "-c", HOLDER, store.location]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(LocationError, match=r"another program.* has it open for writing"):
            work(store)
        assert holder.stdin is not None
        holder.stdin.close()
    assert things(store) == ["a"]


def test_other_programs_are_kept_out_while_it_is_asked(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    things(store)
    done = run_python(
        "import sys; from pyoxigraph import Store; Store(sys.argv[1])", store.location
    )
    assert "lock" in done.stderr
    store.close()
    done = run_python(
        "import sys; from pyoxigraph import Store; Store(sys.argv[1])", store.location
    )
    assert done.returncode == 0


def test_own_engine_that_is_open_stays_locked(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    engine = Engine(store.location)
    with pytest.raises(LocationError, match="has it open for writing"):
        things(store)
    done = run_python(
        "import sys; from pyoxigraph import Store; Store(sys.argv[1])", store.location
    )
    assert "lock" in done.stderr
    del engine
    assert things(store) == ["a"]


def test_results_that_are_being_read_go_on_with_the_old_state(tmp_path: Path) -> None:
    store = make(tmp_path / "d", *(triple(str(n)) for n in range(1000)))
    reading = store.triples()
    next(reading)
    with store.writing():
        store.apply(Changes(removed=tuple(triple(str(n)) for n in range(1000))))
        assert len(store) == 0
    assert sum(1 for _ in reading) == 999


def test_results_of_a_change_that_are_kept_are_told(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"), triple("b"))
    with store.writing():
        kept = store.triples()
        next(kept)
    with (
        pytest.raises(LocationError, match="results of an earlier change are still in use"),
        store.writing(),
    ):
        pass
    assert len(list(kept)) == 1
    with store.writing():
        pass


def test_child_process_opens_its_own(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    before = things(store), store.revision
    assert run_isolated(lambda: (things(store), store.revision), timeout_s=30) == before
    assert things(store) == ["a"]


def test_child_process_keeps_writers_out_until_it_ends(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))

    def work() -> str:
        things(store)
        code = (
            "import sys; from graph.store.directory.store import *; "
            "s = DirectoryStore(sys.argv[1], {})"
        )
        tried = run_python(f"{code}; s.deadline_s = 0; s.writing().__enter__()", store.location)
        return tried.stderr

    assert "in use by other commands" in run_isolated(work, timeout_s=30)
    with refuse_at_once(store).writing():
        pass


def test_child_process_asks_nothing_during_a_change(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    with (
        store.writing(),
        pytest.raises(LocationError, match="asked from a child process during a change"),
    ):
        run_isolated(lambda: things(store), timeout_s=30)
    assert things(store) == ["a"]


def test_other_threads_see_the_change_whole(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    seen: list[list[str]] = []
    asker = threading.Thread(target=lambda: seen.append(things(store)))
    with store.writing():
        asker.start()
        store.apply(Changes(added=(triple("b"),)))
        store.apply(Changes(added=(triple("c"),)))
    asker.join()
    assert seen == [["a", "b", "c"]]


def break_current(path: Path) -> None:
    (path / "CURRENT").write_text("nonsense", encoding="utf-8")


def break_manifest(path: Path) -> None:
    for file in path.glob("MANIFEST*"):
        file.write_bytes(os.urandom(500))


def cut_tables(path: Path) -> None:
    for file in path.glob("*.sst"):
        os.truncate(file, file.stat().st_size // 2)


def lose_manifest(path: Path) -> None:
    for file in path.glob("MANIFEST*"):
        file.unlink()


@pytest.mark.parametrize("damage", [break_current, break_manifest, cut_tables, lose_manifest])
@pytest.mark.parametrize("work", [len, lambda s: s.writing().__enter__()], ids=["read", "write"])
def test_damaged_directory_is_one_clear_line(
    work: Callable[[DirectoryStore], object],
    damage: Callable[[Path], None],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "a.ttl").write_text("<x:a> <x:p> <x:o> .", encoding="utf-8")
    load_into(tmp_path / "d", [tmp_path / "a.ttl"])
    damage(tmp_path / "d")
    store = refuse_at_once(DirectoryStore(str(tmp_path / "d"), {}))
    for _ in range(2):
        with pytest.raises(LocationError) as caught:
            work(store)
        assert str(caught.value).startswith(f"{tmp_path / 'd'}: not a store that can be used, ")
        assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_directory_that_is_gone_is_one_clear_line(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    shutil.rmtree(tmp_path / "d")
    with pytest.raises(LocationError, match="no such file or directory; check the path"):
        len(store)
    (tmp_path / "d").mkdir()
    with pytest.raises(LocationError, match="no Oxigraph store; check the path"), store.writing():
        pass
    assert list((tmp_path / "d").iterdir()) == []


def test_half_loaded_directory_is_refused(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    part = '{"name": "a", "size": 1, "stamp": 1, "done": %s}'
    note = '{"version": 1, "before": 0, "new": true, "parts": [%s, %s]}'
    text = note % (part % "true", part.replace('"a"', '"b"') % "false")
    (tmp_path / "d" / NOTE).write_text(text, encoding="utf-8")
    told = "half loaded, 1 of 2 sources are in; wait for the load"
    for work in (lambda: open_store(store.location, {}), lambda: len(store)):
        with pytest.raises(LocationError, match=told):
            work()
    with pytest.raises(LocationError, match=told), store.writing():
        pass
    (tmp_path / "d" / NOTE).write_text("{", encoding="utf-8")
    with pytest.raises(LocationError, match="the note of an unfinished load is damaged"):
        len(store)


def test_nothing_of_ours_stays_in_the_directory(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))
    with store.writing():
        store.apply(Changes(added=(triple("b"),)))
    things(store)
    store.close()
    known = ("MANIFEST", "OPTIONS", "CURRENT", "IDENTITY", "LOCK", "LOG")
    names = [p.name for p in (tmp_path / "d").iterdir()]
    others = [n for n in names if not n.startswith(known) and not n.endswith((".sst", ".log"))]
    assert others == []


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    store = make(tmp_path / "d", triple("a"))

    def count() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = count()
    for _ in range(3):
        things(store)
        with store.writing():
            store.apply(Changes(added=(triple("b"),)))
        store.close()
    assert count() == before


def test_path_that_cannot_be_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(LocationError, match="check the path"):
        hold(tmp_path / "a\0b", exclusive=False)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LocationError, match="not a directory; check the path"):
        hold(tmp_path / "file", exclusive=True)
