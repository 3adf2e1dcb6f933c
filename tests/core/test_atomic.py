"""Files replaced in one step: bytes go in as they are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from graph.rdf.atomic import write_atomically, write_beside

if TYPE_CHECKING:
    from pathlib import Path

BYTES = b"\x89PNG\r\n\x1a\n\x00\xff\xfe\r\n"


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    write_atomically(path, BYTES)
    assert path.read_bytes() == BYTES
    write_atomically(path, b"")
    assert path.read_bytes() == b""
    assert list(tmp_path.iterdir()) == [path]


def test_line_ends_of_texts_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_atomically(path, "a\r\nb\nc\r\u2028é")
    assert path.read_bytes() == "a\r\nb\nc\r\u2028é".encode()


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, BYTES)
    assert path.stat().st_mode & 0o777 == 0o640


def test_text_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "half \ud800 a pair")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_with_bytes_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, BYTES)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_bytes_can_lie_beside_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    beside = write_beside(path, BYTES, prefix="new-", suffix=".png")
    assert beside.read_bytes() == BYTES
    assert beside.name.startswith("new-")
    assert beside.suffix == ".png"
    assert not path.exists()
