"""Every error that Stancegraph raises on purpose.

The tree::

    StancegraphError
        UsageError              the request itself is wrong             (exit 2)
            ParameterError      a query's parameter is missing or unknown
            QuerySyntaxError    the text is not SPARQL
            QueryRefused        SERVICE, LOAD, an update, FROM, too deep, too long
        NotFound                no such thing in the graph              (exit 1)
        Refused                 a rule of meaning forbids the answer    (exit 1)
            Similar             a name is like one that is there
            Conflicting         the graph says otherwise already
            Invalid             what was to be added breaks the model
        CannotRun               the work could not be done              (exit 3)
            FileProblem         a file is missing, unreadable or not RDF
            LocationError       the address of a graph is not usable
            QueryStopped        time-out, memory limit, or the engine broke
            DatasetError        the graph lacks what the work needs

A message reads *where: what is wrong, the value quoted; what to do*. What
callers may want to act on is an attribute, so that nobody parses a message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class StancegraphError(Exception):
    """Base of all errors below.

    Attributes:
        exit_code: what the command line returns for it.
    """

    exit_code = 3

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the error with its attributes: a child process hands it back."""
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(
    kind: type[StancegraphError], args: tuple[object, ...], attributes: dict[str, object]
) -> StancegraphError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(attributes)
    return error


class UsageError(StancegraphError):
    """The request is wrong, whatever the graph holds."""

    exit_code = 2


class ParameterError(UsageError):
    """A named query was given too few, too many or malformed parameters."""

    def __init__(self, message: str, *, query: str = "", parameter: str = "") -> None:
        """Keep the names of the query and of the parameter."""
        super().__init__(message)
        self.query = query
        self.parameter = parameter


class QuerySyntaxError(UsageError):
    """The query is not SPARQL 1.1.

    Attributes:
        line: 1-based line of the fault, 0 where it is not known.
        column: 1-based column of the fault, 0 where it is not known.
    """

    def __init__(self, message: str, *, line: int = 0, column: int = 0) -> None:
        """Keep the position of the fault."""
        super().__init__(message)
        self.line = line
        self.column = column


class QueryRefused(UsageError):
    """The query asks for something that is not allowed here."""


class NotFound(StancegraphError):
    """No thing in the graph answers to the name.

    Attributes:
        candidates: the nearest names, best first.
    """

    exit_code = 1

    def __init__(self, message: str, *, name: str = "", candidates: Sequence[str] = ()) -> None:
        """Keep the name that was asked for and what comes near it."""
        super().__init__(message)
        self.name = name
        self.candidates = tuple(candidates)


class Refused(StancegraphError):
    """A rule of meaning forbids the answer, such as a verdict about a person."""

    exit_code = 1


class Similar(Refused):
    """A new thing has a name like that of one that is there.

    Attributes:
        candidates: the IRIs of those that are there, nearest first.
    """

    def __init__(self, message: str, *, candidates: Sequence[str] = ()) -> None:
        """Keep what is there."""
        super().__init__(message)
        self.candidates = tuple(candidates)


class Conflicting(Refused):
    """The graph says something else already where only one thing can be said."""


class Invalid(Refused):
    """What was to be added breaks the model; nothing was written.

    Attributes:
        problems: one line each, as a check would report them.
    """

    def __init__(self, message: str, *, problems: Sequence[str] = ()) -> None:
        """Keep all that was found."""
        super().__init__(message)
        self.problems = tuple(problems)


class CannotRun(StancegraphError):
    """The work could not be done; nothing was changed."""


class FileProblem(CannotRun):
    """A file is missing, unreadable, or not what it claims to be.

    Attributes:
        path: the file.
        line: 1-based line of the fault, 0 where it is not known.
        column: 1-based column of the fault, 0 where it is not known.
    """

    def __init__(self, message: str, *, path: Path, line: int = 0, column: int = 0) -> None:
        """Keep the file and the position of the fault."""
        super().__init__(message)
        self.path = path
        self.line = line
        self.column = column


class LocationError(CannotRun):
    """The address of a graph is not one that can be opened."""


class QueryStopped(CannotRun):
    """A query ran into its time or memory limit, or broke the engine."""


class DatasetError(CannotRun):
    """The graph lacks what the work needs, or breaks the model."""
