"""Moving graphs between folders, store directories and endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import FileProblem, LocationError
from graph.resources import bundled_graph
from graph.store.loading.load import load_into
from graph.store.loading.moving import copy_graph

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.servers import Scripted

ONE = "<x:a> <x:p> <x:o> .\n"
TWO = "<x:b> <x:p> <x:o> .\n"


def write(path: Path, text: str = ONE) -> Path:
    path.write_bytes(text.encode())
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.ttl")}


def test_folder_comes_back_byte_for_byte(tmp_path: Path) -> None:
    there = copy_graph([str(bundled_graph())], str(tmp_path / "d"))
    back = copy_graph([str(tmp_path / "d")], str(tmp_path / "f"), kind="folder")
    assert contents(tmp_path / "f") == contents(bundled_graph())
    assert there.read == there.after == back.read == back.after
    assert there.warning == back.warning == ""


def test_folder_keeps_lexical_forms_and_what_has_no_kind(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", "<x:a> <x:p> 007, 7 .")
    report = copy_graph([str(path)], str(tmp_path / "f"), kind="folder")
    assert (report.after, report.warning) == (2, "")
    assert contents(tmp_path / "f") == {
        "other.ttl": b"<x:a>\n    <x:p>\n        007 ,\n        7 .\n"
    }


def test_folder_that_is_there_is_added_to(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    write(folder / "dataset.ttl", "# kept\n")
    write(folder / "other.ttl", f"# kept too\n{ONE}")
    report = copy_graph([str(write(tmp_path / "b.ttl", ONE + TWO))], str(folder))
    assert (report.before, report.after, report.read) == (1, 2, 2)
    assert b"# kept too" in contents(folder)["other.ttl"]


def test_target_of_another_kind_or_itself_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    path = write(folder / "a.ttl")
    copy_graph([str(folder)], str(tmp_path / "d"))
    with pytest.raises(LocationError, match="it is an Oxigraph directory, not a folder of Turtle"):
        copy_graph([str(folder)], str(tmp_path / "d"), kind="folder")
    with pytest.raises(LocationError, match="it is a folder of Turtle files, not an Oxigraph"):
        copy_graph([str(tmp_path / "d")], str(folder), kind="directory")
    for same in (folder, tmp_path / "d"):
        with pytest.raises(LocationError, match="not loaded into itself"):
            copy_graph([f"{same}/."], str(same))
    (tmp_path / "things").mkdir()
    write(tmp_path / "things" / "a.txt")
    with pytest.raises(LocationError, match="neither empty nor a folder of Turtle"):
        copy_graph([str(path)], str(tmp_path / "things"), kind="folder")
    with pytest.raises(LocationError, match="not written, no such file or directory"):
        copy_graph([str(path)], str(tmp_path / "no" / "f"), kind="folder")


def test_new_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    bad = write(tmp_path / "a.ttl", ONE + "<x:b>")
    with pytest.raises(FileProblem):
        copy_graph([str(bad)], str(tmp_path / "f"), kind="folder")
    assert list(tmp_path.iterdir()) == [bad]


def test_graph_goes_to_an_endpoint_and_back(tmp_path: Path, oxigraph: str) -> None:
    url = f"{oxigraph}/query?default-graph-uri=urn:test:moving"
    sent = copy_graph([str(bundled_graph())], url)
    assert (sent.before, sent.read, sent.warning) == (0, sent.after, "")
    back = copy_graph([url], str(tmp_path / "f"), kind="folder")
    assert back.read == sent.read
    assert contents(tmp_path / "f") == contents(bundled_graph())


def test_blank_nodes_are_refused_before_anything_is_sent(tmp_path: Path, server: Scripted) -> None:
    lines = "".join(f"<x:{n}> <x:p> <x:o> .\n" for n in range(1000))
    path = write(tmp_path / "a.nt", f"{lines}<x:z> <x:p> _:b .\n")
    with pytest.raises(LocationError, match=r"a\.nt: it has blank nodes, which cannot be written"):
        copy_graph([str(path)], f"{server.origin}/sparql")
    load_into(tmp_path / "d", [path])
    with pytest.raises(LocationError, match="it has blank nodes"):
        copy_graph([str(tmp_path / "d")], f"{server.origin}/sparql")
    assert server.seen == []
