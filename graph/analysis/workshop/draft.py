"""A draft: a small file of propositions with stances, or a petition that is on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import FileProblem, ParameterError, StancegraphError
from ...model.closed_lists import closed_list_term

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import yaml

    from ...names.index import NameIndex
    from ...records.opened import OpenGraph

MODES: Final = ("demands", "affirms")
_LARGEST: Final = 100_000
_LONGEST: Final = 1_000
_QUOTED: Final = 60
_TITLE: Final = "title"


class Clause(NamedTuple):
    """One clause of a draft.

    Attributes:
        mode: `demands` or `affirms`.
        proposition: IRI of the proposition.
        stance: local name of the stance that it takes.
    """

    mode: str
    proposition: str
    stance: str


@dataclass(frozen=True)
class Draft:
    """A text that somebody might sign.

    Attributes:
        title: what it is called.
        clauses: in the order of the text.
        petition: IRI, where it is a petition on record; else empty.
    """

    title: str
    clauses: tuple[Clause, ...]
    petition: str = ""

    def plus(self, clause: Clause) -> Draft:
        """Return the draft with one more clause."""
        return Draft(self.title, (*self.clauses, clause), self.petition)


def petition_draft(kg: OpenGraph, petition: str) -> Draft:
    """Return what a petition on record demands and affirms; drafts of clauses are left out."""
    found = [
        Clause(clause.word("sg:mode"), clause.one("sg:proposition"), clause.word("sg:stance"))
        for mode in MODES
        for clause in kg.records.of_kind("clause")
        if clause.one("sg:petition") == petition
        and clause.word("sg:mode") == mode
        and clause.word("adms:status") != "draft"
    ]
    return Draft(kg.names.label(petition, kg.lang), tuple(dict.fromkeys(found)), petition)


def parse_clause(text: str, names: NameIndex, *, mode: str = "demands", where: str) -> Clause:
    """Return the clause that `STANCE: PROPOSITION`, or a proposition alone, stands for.

    Args:
        text: such as `opposes: arms supply`; without a stance it is supported.
        names: where propositions are looked up.
        mode: `demands` or `affirms`.
        where: what errors name as the place of the fault.

    Raises:
        ParameterError: the stance is none that a text can take.
        NotFound: the proposition is not on record.
    """
    head, colon, rest = text.partition(":")
    if not colon or names.expand(text.strip()):
        return Clause(mode, _proposition(text, names, where), "supports")
    try:
        stance = closed_list_term("stance", head.strip(), where=where).rsplit("#", 1)[-1]
    except ParameterError:
        # A proposition's own words may have a colon in them.
        if names.called([text.strip()]):
            return Clause(mode, _proposition(text, names, where), "supports")
        raise
    return _clause(mode, stance, rest, names, where)


def _clause(mode: str, stance: str, proposition: str, names: NameIndex, where: str) -> Clause:
    if stance in {"declinesToSay", "ambivalent"}:
        message = f"{where}: a text takes a side; {stance!r} is none; write supports or opposes"
        raise ParameterError(message)
    return Clause(mode, _proposition(proposition, names, where), stance)


def _proposition(text: str, names: NameIndex, where: str) -> str:
    if not text.strip():
        raise ParameterError(f"{where}: no proposition; write one, such as supports: free buses")
    try:
        return names.resolve(text.strip(), ("proposition",), wanted="proposition")
    except StancegraphError as exc:
        exc.args = (f"{where}: {exc}",)
        raise


def read_draft(path: Path, names: NameIndex) -> Draft:
    """Read a draft.

    The file is YAML: `title` and the lists `demands` and `affirms`, each line a
    proposition by name, alias, CURIE or IRI, with `opposes:` or another stance
    before it where the text does not support it.

    Raises:
        FileProblem: it cannot be read, or is no such file; with the line.
        NotFound, ParameterError: a line names no proposition, or no stance.
    """
    title, clauses = path.stem, []
    for line, part, stance, text in _lines(path):
        where = f"{path}:{line}"
        if part == _TITLE:
            title = " ".join(text.split()) or title
        else:
            # A proposition with a colon in it looks like a stance before one.
            line_of_text = f"{stance}: {text}" if stance else text
            clauses.append(parse_clause(line_of_text, names, mode=part, where=where))
        same = [c for c in clauses[:-1] if part != _TITLE and c[1] == clauses[-1].proposition]
        if same:
            label = names.label(clauses[-1].proposition)
            raise _problem(path, line, f"{label!r} stands in it twice; remove one")
    if not clauses:
        raise _problem(path, 1, "no clause; list propositions under demands or affirms")
    return Draft(title, tuple(clauses))


def _lines(path: Path) -> Iterator[tuple[int, str, str, str]]:
    """Yield line, part, stance and text of each thing in the file.

    Read event by event: nothing nested, and no reference, is ever followed.
    """
    import yaml

    part = stance = ""
    depth = 0
    for event in _events(path):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise _problem(path, line, "a reference (*); write the text out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            sort = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
            if (depth, sort) not in {(1, "mapping"), (2, "list"), (3, "mapping")}:
                raise _problem(path, line, "not a list of propositions here; see the example")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            part = part if depth > 1 else ""
            stance = ""
        elif isinstance(event, yaml.ScalarEvent):
            text = str(event.value)
            if depth == 1 and not part:
                part = _part(path, line, text)
            elif depth == 1 and part != _TITLE and not text:
                part = ""
            elif depth == 3 and not stance:  # noqa: PLR2004 - the stance before a proposition
                stance = text or "?"
            else:
                fault = _fault(part, depth, text, len(stance) + len(text))
                if fault:
                    raise _problem(path, line, fault)
                yield line, part, stance, text
                part, stance = (part, "") if depth > 1 else ("", "")


def _fault(part: str, depth: int, text: str, size: int) -> str:
    """Return what is wrong with a text at its place; empty where nothing is."""
    if not depth:
        return f"{_short(text)} is no draft; see the example"
    if part == _TITLE and depth > 1:
        return "title: a list; write one text"
    if depth == 1 and part != _TITLE:
        return f"{part}: {_short(text)} is no list; begin it with '- '"
    if size > _LONGEST:
        return f"{_short(text)} has {size:,} characters; a clause is a sentence"
    return ""


def _part(path: Path, line: int, text: str) -> str:
    if text not in {_TITLE, *MODES}:
        known = f"{_TITLE}, {', '.join(MODES)}"
        raise _problem(path, line, f"{_short(text)} is no part of a draft; it has {known}")
    return text


def _events(path: Path) -> Iterator[yaml.Event]:
    import yaml

    try:
        data = path.read_bytes()
    except OSError as exc:
        message = f"{path}: {(exc.strerror or str(exc)).lower()}; check the path"
        raise FileProblem(message, path=path) from exc
    if len(data) > _LARGEST:
        raise _problem(path, 1, f"{len(data):,} bytes; a draft has at most {_LARGEST:,}")
    try:
        yield from yaml.parse(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as exc:
        raise _problem(path, 1, "not UTF-8; save it as UTF-8") from exc
    except yaml.MarkedYAMLError as exc:
        mark = exc.problem_mark
        reason = f"{exc.problem or 'not YAML'}; see the example in the help"
        raise _problem(path, mark.line + 1 if mark else 1, reason) from exc
    except (yaml.YAMLError, RecursionError) as exc:
        raise _problem(path, 1, "not YAML; see the example in the help") from exc


def _short(text: str) -> str:
    """Return a text as a message quotes it."""
    return repr(text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…")


def _problem(path: Path, line: int, reason: str) -> FileProblem:
    return FileProblem(f"{path}:{line}: {reason}", path=path, line=line)
