"""The text of a document is found by its checksum, else by its name."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from typing import TYPE_CHECKING

import pytest

from graph.errors import FileProblem
from graph.quotes import sources as module
from graph.quotes.sources import Sources, SourceText

if TYPE_CHECKING:
    from pathlib import Path


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "appeal.txt").write_bytes(b"One\r\n\r\nTwo\r")
    (tmp_path / "letter.md").write_bytes(b"\xef\xbb\xbf\xc3\xa9")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    (tmp_path / ".hidden.txt").write_bytes(b"x")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    return tmp_path


def test_text_keeps_its_line_ends(folder: Path) -> None:
    path = folder / "appeal.txt"
    data = path.read_bytes()
    wanted = SourceText(path, "One\r\n\r\nTwo\r", digest(data), differs=False)
    assert Sources(folder).text_of("appeal") == wanted
    assert Sources(folder).text_of("appeal", digest(data)) == wanted
    assert len(wanted.paragraphs) == 2


def test_byte_order_mark_is_no_part_of_the_text(folder: Path) -> None:
    source = Sources(folder).text_of("letter")
    assert source is not None
    assert (source.text, source.sha256) == ("é", digest(b"\xef\xbb\xbf\xc3\xa9"))


def test_checksum_goes_before_the_name(folder: Path) -> None:
    source = Sources(folder).text_of("letter", digest(b"One\r\n\r\nTwo\r").upper())
    assert source is not None
    assert (source.path.name, source.differs) == ("appeal.txt", False)


def test_named_text_with_another_checksum_differs(folder: Path) -> None:
    source = Sources(folder).text_of("appeal", "0" * 64)
    assert source is not None
    assert (source.path.name, source.differs) == ("appeal.txt", True)


@pytest.mark.parametrize("slug", ["none", "notes", ".hidden", "folder", "pipe", "", "../appeal"])
def test_document_without_a_text_has_none(folder: Path, slug: str) -> None:
    assert Sources(folder).text_of(slug) is None
    assert Sources(folder).text_of(slug, "0" * 64) is None


def test_name_may_be_written_in_either_form_of_unicode(tmp_path: Path) -> None:
    (tmp_path / (unicodedata.normalize("NFD", "é") + ".TXT")).write_bytes(b"x")
    assert Sources(tmp_path).text_of("é") is not None


def test_two_texts_of_one_name_are_refused_where_the_checksum_does_not_decide(
    folder: Path,
) -> None:
    (folder / "appeal.md").write_bytes(b"other")
    assert Sources(folder).text_of("appeal", digest(b"other")) is not None
    with pytest.raises(FileProblem) as caught:
        Sources(folder).text_of("appeal")
    assert str(caught.value) == (
        f"{folder}: appeal.md and appeal.txt are both named after one document; keep one"
    )


def test_missing_folder_is_one_error(tmp_path: Path) -> None:
    for name in ("none", "a\0b", "a" * 300):
        with pytest.raises(FileProblem) as caught:
            Sources(tmp_path / name)
        assert str(caught.value).isprintable()
        assert "; check the path" in str(caught.value)


def test_text_that_is_no_utf8_is_one_error_with_its_line(folder: Path) -> None:
    path = folder / "appeal.txt"
    path.write_bytes(b"One\nTw\xe9\n")
    with pytest.raises(FileProblem) as caught:
        Sources(folder).text_of("appeal")
    assert str(caught.value) == f"{path}:2: not UTF-8 (byte 0xe9); save the file as UTF-8"
    assert caught.value.line == 2


def test_large_text_is_refused_only_where_it_is_wanted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TEXT_LIMIT", 8)
    assert Sources(folder).text_of("letter", digest(b"\xef\xbb\xbf\xc3\xa9")) is not None
    with pytest.raises(FileProblem, match="larger than 8 bytes"):
        Sources(folder).text_of("appeal")


def test_text_that_went_away_is_one_error(folder: Path) -> None:
    texts = Sources(folder)
    (folder / "appeal.txt").unlink()
    with pytest.raises(FileProblem, match="no such file or directory; check the path"):
        texts.text_of("appeal")
