"""Places: the argument's sides, and nothing on top of anything else."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.view.camps import side_scores
from graph.view.cloud import ROW, part_in_rows
from graph.view.columns import split_even, spread
from graph.view.layout import SHELF_TITLE, lay_out
from graph.view.scene import Scene, read_scene

LEFT = {
    "ENSU",
    "ENSU supporters",
    "Irish Left with Ukraine",
    "Ukraine Solidarity Campaign",
    "Ukrainian leftists",
    "Ukraine solidarity movements",
    "other Ukraine solidarity activists",
    "Adam Novak",
    "Russian Socialist Movement",
}
RIGHT = {
    "Boris Kagarlitsky",
    "allies of Boris Kagarlitsky",
    "Stop the War Coalition",
    "Rabkor",
}
ALONE = {
    "Russian anti-war activists",
    "Ukraine solidarity activists",
    "United Nations",
    "Vladimir Putin",
    "western leftists",
}


def _overlaps(scene: Scene) -> list[tuple[str, str]]:
    found = []
    for one, other in combinations(scene.nodes, 2):
        a, b = one.box(), other.box()
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
            found.append((one.label, other.label))
    return found


def test_those_who_oppose_each_other_stand_on_opposite_sides(article: nx.MultiDiGraph) -> None:
    scene = read_scene(article)
    sides = {scene.nodes[at].label: score for at, score in side_scores(scene, seed=1).items()}
    assert {label for label, score in sides.items() if score < 0} >= LEFT
    assert {label for label, score in sides.items() if score > 0} >= RIGHT


def test_places_follow_the_sides_with_statements_between(article: nx.MultiDiGraph) -> None:
    scene = read_scene(article)
    lay_out(scene)
    x = {node.label: node.x for node in scene.nodes}
    linked = {scene.nodes[at].key for at in scene.linked()}
    middle = [node.x for node in scene.nodes if node.kind == "proposition" and node.key in linked]
    assert max(x[label] for label in LEFT) < min(middle)
    assert min(x[label] for label in RIGHT) > max(middle)


def test_no_node_or_label_lies_on_another(article: nx.MultiDiGraph) -> None:
    scene = read_scene(article)
    lay_out(scene)
    assert scene.mode == "argument"
    assert _overlaps(scene) == []


def test_no_card_lies_on_another(article: nx.MultiDiGraph) -> None:
    scene = read_scene(article)
    lay_out(scene)
    for a, b in combinations(scene.cards, 2):
        apart = a.x + a.w <= b.x or b.x + b.w <= a.x or a.y + a.h <= b.y or b.y + b.h <= a.y
        assert apart, (a.title, b.title)


def test_no_two_lines_end_at_the_same_point_of_a_statement(article: nx.MultiDiGraph) -> None:
    scene = read_scene(article)
    lay_out(scene)
    ends = [
        (edge.target, *scene.ends[at][2:])
        for at, edge in enumerate(scene.edges)
        if scene.nodes[edge.target].kind == "proposition"
    ]
    assert len(set(ends)) == len(ends)


def test_those_without_a_line_stand_on_the_shelf(article: nx.MultiDiGraph) -> None:
    scene = read_scene(article)
    lay_out(scene)
    shelf = next(card for card in scene.cards if card.title == SHELF_TITLE)
    on_it = {
        node.label
        for node in scene.nodes
        if shelf.x < node.x < shelf.x + shelf.w and shelf.y < node.y < shelf.y + shelf.h
    }
    assert on_it == ALONE


def test_a_large_network_has_no_overlap_either(large: nx.MultiDiGraph) -> None:
    scene = read_scene(large)
    lay_out(scene)
    assert scene.mode == "cloud"
    boxes = np.array([node.box() for node in scene.nodes])
    left, top, right, bottom = boxes.T
    over = (
        (left[:, None] < right[None, :] - 0.11)
        & (left[None, :] < right[:, None] - 0.11)
        & (top[:, None] < bottom[None, :] - 0.11)
        & (top[None, :] < bottom[:, None] - 0.11)
    )
    assert int(np.triu(over, 1).sum()) == 0


@pytest.mark.parametrize("count", [1, 2, 149])
def test_statements_without_topics_or_petitions_are_laid_out(count: int) -> None:
    network = nx.MultiDiGraph()
    network.add_node("urn:a", kind="organisation", label="A")
    for at in range(count):
        network.add_node(f"urn:p{at}", kind="proposition", label=f"Statement {at}")
        network.add_edge("urn:a", f"urn:p{at}", f"urn:s{at}", kind="position", stance="supports")
    scene = read_scene(network)
    lay_out(scene)
    assert _overlaps(scene) == []


def test_things_are_spread_with_the_least_movement() -> None:
    assert spread([0.0, 10.0, 10.0], [4.0, 4.0, 4.0], 0.0, 30.0) == [2.0, 8.0, 12.0]
    assert spread([100.0], [4.0], 0.0, 30.0) == [28.0]
    assert spread([], [], 0.0, 1.0) == []


def test_columns_are_cut_where_the_longest_is_shortest() -> None:
    assert split_even([5, 1, 1, 1], 2) == [0, 1, 1, 1]
    assert split_even([], 3) == []
    assert sorted(set(split_even([1, 1], 4))) == sorted(split_even([1, 1], 4))


def test_boxes_in_one_row_are_parted() -> None:
    moved = part_in_rows(np.array([[0.0, 1.0], [0.0, -1.0]]), np.array([10.0, 10.0]))
    assert abs(moved[0, 0] - moved[1, 0]) >= 20 or abs(moved[0, 1] - moved[1, 1]) >= ROW
