"""A folder with the texts of documents, to hold quotes against."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..errors import FileProblem
from .paragraphs import Paragraphs

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = (".txt", ".md")
"""What the files of texts end in."""

TEXT_LIMIT = 50_000_000
"""How many bytes a text may have."""

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class SourceText:
    """The text of a document.

    Attributes:
        path: its file.
        text: the file's own characters, line ends as they are; a byte order
            mark is no part of it, so that places are counted behind it.
        sha256: of the file's bytes, byte order mark and all.
        differs: whether the graph recorded another checksum.
    """

    path: Path
    text: str
    sha256: str
    differs: bool

    @cached_property
    def paragraphs(self) -> Paragraphs:
        """The paragraphs of the text."""
        return Paragraphs(self.text)


class Sources:
    """The texts in a folder: its files `*.txt` and `*.md`, in UTF-8.

    Example:
        >>> import tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> _ = (folder / "appeal.txt").write_text("Free them all.")
        >>> Sources(folder).text_of("appeal").text
        'Free them all.'
    """

    def __init__(self, folder: Path) -> None:
        """Look into a folder; nothing is read yet.

        Raises:
            FileProblem: there is no such folder, or it cannot be listed.
        """
        self.folder = folder
        try:
            if not folder.is_dir():
                message = f"{_shown(folder)}: no such folder; check the path given to --sources"
                raise FileProblem(message, path=folder)
            self._files = sorted(
                path
                for path in folder.iterdir()
                if path.suffix.lower() in ENDINGS
                and not path.name.startswith(".")
                and path.is_file()
            )
        except (OSError, ValueError) as exc:
            raise _unreadable(folder, exc) from exc

    def text_of(self, slug: str, sha256: str = "") -> SourceText | None:
        """Return the text of a document.

        A file with the recorded checksum is the document's, whatever it is
        called; without one, the file that is named after the document.

        Args:
            slug: the last part of the document's IRI, which is the name of the
                file without its ending.
            sha256: the checksum that the graph recorded, in hexadecimal digits.

        Returns:
            The text, or None where the folder has none of this document.

        Raises:
            FileProblem: two files are named after the document, or its file is
                unreadable, too large or not UTF-8.
        """
        wanted = sha256.strip().lower()
        named = [path for path in self._files if _same_name(path.stem, slug)]
        # The named file first, so that others need not be read when it is the one.
        if wanted:
            for path in sorted(self._files, key=lambda path: path not in named):
                if self._checksum(path) == wanted:
                    return _read(path, wanted)
        if len(named) > 1:
            names = " and ".join(path.name for path in named)
            message = f"{_shown(self.folder)}: {names} are both named after one document; keep one"
            raise FileProblem(message, path=named[0])
        return _read(named[0], wanted) if named else None

    def _checksum(self, path: Path) -> str:
        if path not in self._checksums:
            try:
                with path.open("rb") as file:
                    self._checksums[path] = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as exc:
                raise _unreadable(path, exc) from exc
        return self._checksums[path]

    @cached_property
    def _checksums(self) -> dict[Path, str]:
        return {}


def _same_name(stem: str, slug: str) -> bool:
    """Compare names as people see them: some systems store é as two characters."""
    return unicodedata.normalize("NFC", stem) == unicodedata.normalize("NFC", slug)


def _read(path: Path, wanted: str) -> SourceText:
    try:
        with path.open("rb") as file:
            data = file.read(TEXT_LIMIT + 1)
    except OSError as exc:
        raise _unreadable(path, exc) from exc
    if len(data) > TEXT_LIMIT:
        message = f"{_shown(path)}: larger than {TEXT_LIMIT:,} bytes; keep the passages in question"
        raise FileProblem(message, path=path)
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as exc:
        byte = exc.object[exc.start]
        line = exc.object.count(b"\n", 0, exc.start) + 1
        message = f"{_shown(path)}:{line}: not UTF-8 (byte 0x{byte:02x}); save the file as UTF-8"
        raise FileProblem(message, path=path, line=line) from exc
    checksum = hashlib.sha256(data).hexdigest()
    return SourceText(path, text, checksum, differs=bool(wanted) and checksum != wanted)


def _unreadable(path: Path, exc: Exception) -> FileProblem:
    reason = getattr(exc, "strerror", None) or str(exc)
    return FileProblem(f"{_shown(path)}: {reason.lower()}; check the path", path=path)


def _shown(path: Path) -> str:
    return "".join(c if c.isprintable() else " " for c in str(path))
