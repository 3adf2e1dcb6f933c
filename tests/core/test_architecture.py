"""Who may import whom: arrows point downwards only, and there are no cycles."""

from __future__ import annotations

import ast
from pathlib import Path

import graph as package

PACKAGE = Path(package.__file__).parent
LAYERS = (
    ("model", "errors", "settings", "resources"),
    ("entries", "measures"),
    ("rdf", "sparql", "tables", "quotes"),
    ("store",),
    ("names", "query", "records"),
    ("analysis", "check", "export", "view"),
    ("editing",),
    ("knowledge_graph",),
    ("cli", "web"),
    ("__main__",),
)
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
ENTRANCE = "__init__"
"""`graph/__init__.py` shows the facade and so stands beside it."""


def module_name(path: Path) -> str:
    """Return a module's name inside the package: `rdf.reader`; a folder's for its `__init__`."""
    parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
    if parts[-1] == ENTRANCE and len(parts) > 1:
        parts.pop()
    return ".".join(parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def is_type_checking(node: ast.AST) -> bool:
    """Tell whether a node is `if TYPE_CHECKING:`."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def nodes(tree: ast.AST) -> list[ast.Import | ast.ImportFrom]:
    """Return the imports of a module, those inside functions too, those for types left out."""
    found: list[ast.Import | ast.ImportFrom] = []
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Import | ast.ImportFrom):
            found.append(child)
        elif isinstance(child, ast.If) and is_type_checking(child):
            for other in child.orelse:
                found += nodes(other)
        else:
            found += nodes(child)
    return found


def targets(name: str, path: Path, node: ast.Import | ast.ImportFrom) -> list[str]:
    """Return the modules of the package that one import names."""
    if isinstance(node, ast.Import):
        return [a.name.removeprefix("graph.") for a in node.names if a.name.startswith("graph.")]
    if node.level == 0:
        if node.module is None or node.module.split(".")[0] != "graph":
            return []
        stem = node.module.removeprefix("graph").lstrip(".")
    else:
        home = name.split(".") if path.stem == ENTRANCE else name.split(".")[:-1]
        if name == ENTRANCE:
            home = []
        home = home[: len(home) - (node.level - 1)]
        stem = ".".join([*home, *([node.module] if node.module else [])])
    inner = [f"{stem}.{a.name}".lstrip(".") for a in node.names]
    return [m if m in MODULES else stem or ENTRANCE for m in inner]


def imports() -> dict[str, dict[str, int]]:
    """Return, for each module, the modules that it imports, and in which line."""
    return {
        name: {
            target: node.lineno
            for node in nodes(ast.parse(path.read_text(encoding="utf-8")))
            for target in targets(name, path, node)
            if target != name
        }
        for name, path in MODULES.items()
    }


def part(name: str) -> str:
    """Return the part of the package that a module belongs to."""
    return "knowledge_graph" if name == ENTRANCE else name.split(".", maxsplit=1)[0]


def test_the_graph_of_imports_is_seen() -> None:
    found = imports()
    assert {"errors", "rdf.guards", "model.vocabulary"} <= set(found["rdf.reader"])
    assert found[ENTRANCE] == {}, "it imports its names when they are asked for"
    assert "check.run" in found["knowledge_graph"], "imports inside functions count too"
    assert "check.report" not in found["knowledge_graph"], "imports for types do not"


def test_every_part_has_its_layer() -> None:
    assert {part(name) for name in MODULES} <= set(RANK)


def test_imports_point_downwards_only() -> None:
    upward = [
        f"graph/{MODULES[name].relative_to(PACKAGE)}:{line}: {part(name)} imports {part(target)}"
        for name, found in imports().items()
        for target, line in found.items()
        if RANK[part(target)] > RANK[part(name)]
    ]
    assert upward == []


def cycle(arrows: dict[str, set[str]]) -> list[str]:
    """Return one cycle of a directed graph, or an empty list."""
    done: set[str] = set()

    def walk(at: str, way: list[str]) -> list[str]:
        if at in way:
            return [*way[way.index(at) :], at]
        if at in done:
            return []
        for there in sorted(arrows.get(at, ())):
            found = walk(there, [*way, at])
            if found:
                return found
        done.add(at)
        return []

    return next((found for start in sorted(arrows) if (found := walk(start, []))), [])


def test_no_module_imports_itself_through_others() -> None:
    assert cycle({name: set(found) for name, found in imports().items()}) == []


def test_no_part_imports_itself_through_others() -> None:
    arrows: dict[str, set[str]] = {}
    for name, found in imports().items():
        arrows.setdefault(part(name), set()).update(map(part, found))
    assert cycle({name: others - {name} for name, others in arrows.items()}) == []


def test_a_cycle_would_be_found() -> None:
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a", "b", "c", "a"]
    assert cycle({"a": {"b", "c"}, "b": {"c"}}) == []


def is_absolute(node: ast.Import | ast.ImportFrom) -> bool:
    """Tell whether an import names the package from outside."""
    if isinstance(node, ast.Import):
        return any(a.name.split(".")[0] == "graph" for a in node.names)
    return node.level == 0 and (node.module or "").split(".")[0] == "graph"


def test_imports_inside_the_package_are_relative() -> None:
    absolute = [
        f"{name}:{node.lineno}"
        for name, path in MODULES.items()
        for node in nodes(ast.parse(path.read_text(encoding="utf-8")))
        if is_absolute(node) and name != "__main__"
    ]
    assert absolute == []


def test_the_library_neither_prints_nor_exits_nor_reads_the_environment() -> None:
    talkers = {"cli", "web", "__main__"}
    found = []
    for name, path in MODULES.items():
        if part(name) in talkers:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = ast.unparse(node) if isinstance(node, ast.Call | ast.Attribute) else ""
            if text.startswith(("print(", "exit(", "sys.exit(")) or (
                text.startswith(("os.environ", "os.getenv")) and name != "settings"
            ):
                found.append(f"{name}:{getattr(node, 'lineno', 0)}: {text}")
    assert found == []


def test_help_costs_no_heavy_import() -> None:
    heavy = {"networkx", "rdflib", "pyshacl", "numpy", "scipy", "jinja2", "pyvis", "yaml"}
    top = {
        f"{name}: {module}"
        for name, path in MODULES.items()
        if (RANK[part(name)] < RANK["analysis"] and part(name) != "measures")
        or part(name) in {"check", "knowledge_graph"}
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in (
            [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        )
        if module.split(".")[0] in heavy
    }
    assert top == set()
