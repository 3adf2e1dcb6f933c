"""Build the network page: one HTML document that needs nothing but a browser."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import FileProblem
from ..rdf.writer import write_atomically
from .guard import policy, to_script_json
from .layout import extent, lay_out
from .records import EvidenceTable, Json, columns, edge_record, meta_record, node_record
from .scene import Scene, read_scene

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

SCRIPTS: Final = (
    *("base", "words", "state", "paint", "lines", "network"),
    *("panel", "table", "search", "legend", "main"),
)
_VIS: Final = "templates/lib/vis-9.1.2/vis-network.min.js"


def build_page(network: nx.MultiDiGraph, *, seed: int = 1) -> str:
    """Build the page of a network.

    Args:
        network: what `KnowledgeGraph.network` returns; not changed. Node
            attribute `short`, where there is one, is drawn in place of `label`.
        seed: the same network and seed give the same bytes.

    Returns:
        A complete HTML document: script, style and data inside, no request.

    Raises:
        UsageError: the network is not a directed multigraph.
        DatasetError: a node or edge is of a kind that the page cannot draw.

    Example:
        >>> import networkx
        >>> build_page(networkx.MultiDiGraph(title="Empty")).splitlines()[0]
        '<!doctype html>'
    """
    # Jinja2 and pyvis (which loads IPython) cost 0.3 s that other verbs must not pay.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    scene = read_scene(network)
    lay_out(scene, seed=seed)
    data = _page_data(network, scene)
    style = _asset("page.css")
    # Ours as one: between two elements a browser may stop to paint a half-made picture.
    scripts = [_vis_script(), "\n".join(_asset(f"{name}.js") for name in SCRIPTS)]
    environment = Environment(
        loader=PackageLoader(__package__, "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja").render(
        meta=data["meta"],
        policy=policy(scripts, style),
        style=style,
        scripts=scripts,
        data=to_script_json(data),
        counts=(len(scene.nodes), len(scene.edges)),
    )


def write_page(network: nx.MultiDiGraph, path: str | Path) -> Path:
    """Write the page of a network to a file, whole or not at all.

    Args:
        network: as for `build_page`.
        path: the file; replaced where it exists.

    Returns:
        The path.

    Raises:
        FileProblem: the file cannot be written.
        UsageError: as `build_page`.
        DatasetError: as `build_page`.
    """
    target = Path(path)
    page = build_page(network)
    try:
        write_atomically(target, page)
    except OSError as exc:
        raise FileProblem(
            f"{target}: cannot write the page, {exc.strerror or exc!s}; choose another place",
            path=target,
        ) from exc
    return target


def _page_data(network: nx.MultiDiGraph, scene: Scene) -> dict[str, Json]:
    table = EvidenceTable()
    drawn = _drawing(scene)
    nodes = [
        {**place, **node_record(node.key, node.data, table)}
        for node, place in zip(scene.nodes, drawn.nodes, strict=True)
    ]
    edges = [
        {**line, **edge_record(edge.data, table)}
        for edge, line in zip(scene.edges, drawn.edges, strict=True)
    ]
    cards: list[Json] = [
        {"x": card.x, "y": card.y, "w": card.w, "h": card.h, "title": card.title}
        for card in scene.cards
    ]
    return {
        "meta": {
            **meta_record(network),
            "mode": scene.mode,
            "extent": [round(side, 1) for side in extent(scene)],
        },
        "nodes": columns(nodes),
        "edges": columns(edges),
        "evidence": table.rows,
        "cards": cards,
    }


def _drawing(scene: Scene) -> Network:
    """Build the network with pyvis; nodes and edges are read back from it."""
    from pyvis.network import Network

    network = Network(directed=True)
    for at, node in enumerate(scene.nodes):
        network.add_node(
            at,
            label="\n".join(node.lines),
            shape="custom",
            x=node.x,
            y=node.y,
            w=round(node.w, 1),
            h=round(node.h, 1),
            side=node.side,
        )
    for at, edge in enumerate(scene.edges):
        ends = {"ends": [round(side, 1) for side in scene.ends[at]]} if scene.ends else {}
        network.add_edge(edge.source, edge.target, id=at, **ends)
    for place in network.nodes:
        # The label drawn, kept apart from the label said; the page sets colours.
        place["text"] = place.pop("label")
        del place["color"], place["shape"]
    for line in network.edges:
        del line["arrows"]
    return network


@cache
def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")


@cache
def _vis_script() -> str:
    text = (files("pyvis") / _VIS).read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", text)
