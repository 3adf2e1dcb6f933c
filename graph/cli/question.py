"""What the user asks: a question of the library, a file, or SPARQL as it stands."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..errors import FileProblem, StancegraphError
from ..query.library import named_query, query_names
from ..sparql.guard import LENGTH_LIMIT, check_query
from .limits import QUERY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATH_LIMIT = 1000


@dataclass(frozen=True)
class Question:
    """A query to be run.

    Attributes:
        name: its name in the library; empty for SPARQL of one's own.
        text: the SPARQL text; empty for a question of the library.
        where: what messages call it.
    """

    name: str = ""
    text: str = ""
    where: str = "query"

    def check(self, *, allow_service: bool) -> list[str]:
        """Refuse what may not be asked and return warnings; see `check_query`."""
        if self.name:
            return []
        with self.named_in_errors():
            warnings = check_query(self.text, allow_service=allow_service)
        return [self._renamed(w) for w in warnings]

    @contextmanager
    def named_in_errors(self) -> Iterator[None]:
        """Let errors about the query name the file that it stands in."""
        try:
            yield
        except StancegraphError as exc:
            exc.args = (self._renamed(str(exc)),)
            raise

    def _renamed(self, message: str) -> str:
        return self.where + message[len("query") :] if message.startswith("query:") else message


def read_question(asked: str) -> Question:
    """Find out what the user asks.

    Args:
        asked: a name of the library, a file, SPARQL text, or `-` for stdin.

    Raises:
        NotFound: a word that is none of these; the nearest names are candidates.
        FileProblem: the file cannot be read, or is not UTF-8.
    """
    if asked == "-":
        return Question(text=_decode(_read(sys.stdin.buffer), "stdin"), where="stdin")
    if asked.replace("_", "-") in query_names():
        return Question(name=asked.replace("_", "-"))
    if _looks_like_path(asked):
        return Question(text=_decode(_read_file(asked), asked), where=asked)
    words = asked.split()
    if "{" in asked or "\n" in asked or not words or words[0].upper() in QUERY_WORDS:
        return Question(text=asked.removeprefix("\ufeff"))
    return Question(name=named_query("-".join(words)).name)


def _looks_like_path(text: str) -> bool:
    if len(text) > _PATH_LIMIT or "\n" in text or "\0" in text or not text:
        return False
    path = Path(text)
    if path.exists():
        return True
    return "{" not in text and path.suffix.lower() in {".rq", ".ru", ".sparql"}


def _read_file(name: str) -> bytes:
    path = Path(name)
    try:
        with path.open("rb") as file:
            return _read(file)
    except OSError as exc:
        reason = (exc.strerror or str(exc)).lower()
        raise FileProblem(f"{name}: {reason}; check the path", path=path) from exc


def _read(file: IO[bytes]) -> bytes:
    """Read what a query may have at most, and one byte more, so that too much is seen."""
    return file.read(LENGTH_LIMIT + 4)


def _decode(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        if exc.reason == "unexpected end of data" and len(data) > LENGTH_LIMIT:
            return data.decode("utf-8-sig", "ignore")
        line = data.count(b"\n", 0, exc.start) + 1
        message = f"{where}:{line}: not UTF-8 (byte 0x{data[exc.start]:02x}); save it as UTF-8"
        raise FileProblem(message, path=Path(where), line=line) from exc
