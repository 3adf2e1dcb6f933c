"""Errors: the tree and its exit codes, and no exception of a lower library that gets out."""

from __future__ import annotations

import ast
import copy
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph import KnowledgeGraph, errors
from graph.errors import StancegraphError
from graph.resources import bundled_graph

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = Path(errors.__file__).parent
EXIT_CODES = {
    "StancegraphError": 3,
    "UsageError": 2,
    "ParameterError": 2,
    "QuerySyntaxError": 2,
    "QueryRefused": 2,
    "NotFound": 1,
    "Refused": 1,
    "CannotRun": 3,
    "FileProblem": 3,
    "LocationError": 3,
    "QueryStopped": 3,
    "DatasetError": 3,
}
PARENTS = {
    "UsageError": "StancegraphError",
    "ParameterError": "UsageError",
    "QuerySyntaxError": "UsageError",
    "QueryRefused": "UsageError",
    "NotFound": "StancegraphError",
    "Refused": "StancegraphError",
    "CannotRun": "StancegraphError",
    "FileProblem": "CannotRun",
    "LocationError": "CannotRun",
    "QueryStopped": "CannotRun",
    "DatasetError": "CannotRun",
}


def classes() -> dict[str, type[StancegraphError]]:
    """Return the error classes by name."""
    return {
        name: value
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, StancegraphError)
    }


def test_every_error_has_its_exit_code() -> None:
    known = {name: cls.exit_code for name, cls in classes().items()}
    assert {name: known[name] for name in EXIT_CODES} == EXIT_CODES
    assert set(known.values()) == {1, 2, 3}


def test_every_error_has_its_place_in_the_tree_and_in_its_drawing() -> None:
    found = classes()
    assert {name: found[name].__bases__[0].__name__ for name in PARENTS} == PARENTS
    drawn = (errors.__doc__ or "").split("The tree::")[1].split("A message reads")[0]
    words = [line.split()[0] for line in drawn.splitlines() if line.strip()]
    assert sorted(words) == sorted(found)


@pytest.mark.parametrize(
    "error",
    [
        errors.ParameterError("m", query="q", parameter="p"),
        errors.QuerySyntaxError("m", line=1, column=2),
        errors.NotFound("m", name="n", candidates=["a"]),
        errors.FileProblem("m", path=Path("a"), line=1, column=2),
        errors.QueryStopped("m"),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize("through", [lambda e: pickle.loads(pickle.dumps(e)), copy.copy])  # noqa: S301
def test_error_keeps_its_attributes_on_the_way(
    error: StancegraphError, through: Callable[[StancegraphError], StancegraphError]
) -> None:
    again = through(error)
    assert type(again) is type(error)
    assert (str(again), again.__dict__) == (str(error), error.__dict__)


def bad_file(folder: Path, text: str) -> Callable[[], object]:
    """Return the opening of a folder with one file."""
    (folder / "a.ttl").write_text(text, encoding="utf-8")
    return lambda: KnowledgeGraph.open(folder)


@pytest.mark.parametrize(
    "text",
    ["<x:a", '<x:a> <x:p> "', "@prefix", "<x:a> <x:p> <<", "\ufeff\ufeff", "[", "<x:a> <x:p> 1e ."],
)
def test_fault_of_a_file_is_ours_and_keeps_its_cause(tmp_path: Path, text: str) -> None:
    with pytest.raises(errors.FileProblem) as caught:
        bad_file(tmp_path, text)()
    assert isinstance(caught.value.__cause__, SyntaxError)


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda kg: kg.select("SELECT"), errors.QuerySyntaxError),
        (lambda kg: kg.select("SELECT ?s { ?s ?p \ud800 }"), errors.QuerySyntaxError),
        (lambda kg: kg.select("ASK {}"), errors.UsageError),
        (lambda kg: kg.ask("SELECT * {}"), errors.UsageError),
        (lambda kg: kg.construct("ASK {}"), errors.UsageError),
        (lambda kg: kg.select("DROP ALL"), errors.QueryRefused),
        (lambda kg: kg.query("no-such-query"), errors.NotFound),
        (lambda kg: kg.query("../queries/petitions"), errors.NotFound),
        (lambda kg: kg.query("positions-of"), errors.ParameterError),
        (lambda kg: kg.query("positions-of", actor="Nobody at all"), errors.NotFound),
        (lambda kg: kg.query("positions-of", nonsense="x"), errors.ParameterError),
    ],
)
def test_wrong_request_is_one_of_our_errors(
    ask: Callable[[KnowledgeGraph], object], expected: type[StancegraphError]
) -> None:
    kg = KnowledgeGraph.open(bundled_graph())
    with pytest.raises(expected) as caught:
        ask(kg)
    assert type(caught.value) is expected


def test_every_error_that_is_raised_on_catching_another_keeps_it() -> None:
    lost = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for handler in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(handler, ast.ExceptHandler):
                continue
            lost += [
                f"{path.relative_to(PACKAGE)}:{node.lineno}"
                for node in ast.walk(handler)
                if isinstance(node, ast.Raise) and node.exc is not None and node.cause is None
            ]
    assert lost == []


def is_blind(node: ast.AST) -> bool:
    """Tell whether a node catches everything."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    return node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}


def test_nothing_is_caught_blindly_in_the_library() -> None:
    """What is caught blindly is raised again at once, or the place is the outermost."""
    outermost = ("cli/", "store/isolation.py")  # of the process, and of its child
    blind = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if not path.relative_to(PACKAGE).as_posix().startswith(outermost)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and is_blind(node)
        and not any(isinstance(n, ast.Raise) and n.exc is None for n in node.body)
    ]
    assert blind == []
