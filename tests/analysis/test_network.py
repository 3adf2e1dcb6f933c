"""The network, its times and its marks, worked out by hand over `graph.ttl`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph.analysis.path import shortest_path
from graph.errors import ParameterError

if TYPE_CHECKING:
    from graph import KnowledgeGraph

ID = "https://w3id.org/stancegraph/id/"


def edges(kg: KnowledgeGraph, on: str = "2022-07-01", **options: bool) -> dict[str, dict[str, Any]]:
    network = kg.network(on=on, **options)
    return {key.removeprefix(ID): data for _, _, key, data in network.edges(keys=True, data=True)}


def test_every_named_thing_is_a_node_even_when_nothing_is_said_of_it(kg: KnowledgeGraph) -> None:
    kinds = sorted(data["kind"] for _, data in kg.network().nodes(data=True))
    assert kinds == sorted(
        ["organisation"] * 4 + ["person", "group", "campaign", "petition"] + ["proposition"] * 5
    )


def test_withdrawn_and_embargoed_statements_are_no_edges(kg: KnowledgeGraph) -> None:
    found = edges(kg)
    assert "position/grey-draft" in found
    assert "position/grey-withdrawn" not in found
    assert "position/grey-embargoed" not in found


def test_a_position_is_known_from_its_start_or_its_first_document(kg: KnowledgeGraph) -> None:
    found = edges(kg)
    assert found["position/red-peace"]["known_from"] == "2019-01-01"
    assert found["position/red-tax"]["known_from"] == "2020-06-01"


def test_the_period_of_a_proposition_is_a_floor(kg: KnowledgeGraph) -> None:
    assert edges(kg)["position/red-old"]["known_from"] == "2021-01-01"


def test_what_has_no_end_is_presumed_after_its_last_evidence(kg: KnowledgeGraph) -> None:
    assert edges(kg, on="2020-06-01")["position/red-tax"]["presumed"] is False
    assert edges(kg, on="2020-06-02")["position/red-tax"]["presumed"] is True
    assert edges(kg, on="2030-01-01")["position/red-peace"]["presumed"] is False


def test_backing_implies_demands_and_nothing_else(kg: KnowledgeGraph) -> None:
    inferred = {key for key, data in edges(kg).items() if data["inferred"]}
    # Blue states something on the levy, so only peace is implied; the tax is
    # affirmed and the ban mentioned; Ann is a person.
    assert inferred == {f"involvement/blue-launched {ID}clause/call-peace"}
    rule = edges(kg)[f"involvement/blue-launched {ID}clause/call-peace"]["rule"]
    assert rule == "launched “The Call”, which demands it"


def test_inferred_stances_can_be_left_out(kg: KnowledgeGraph) -> None:
    assert not any(data["inferred"] for data in edges(kg, inferred=False).values())


def test_groups_and_members_inherit_nothing(kg: KnowledgeGraph) -> None:
    network = kg.network()
    held = {
        v
        for _, v, d in network.out_edges(f"{ID}group/friends", data=True)
        if d["kind"] == "position"
    }
    assert held == {f"{ID}proposition/tax"}


def test_an_edge_carries_its_evidence_in_words(kg: KnowledgeGraph) -> None:
    data = edges(kg)["position/blue-tax"]
    (piece,) = data["evidence"]
    assert piece["quote"] == "never again"
    assert piece["claimant"] == ["Blue"]
    assert piece["relayed_by"] == ["Ann"]
    assert piece["kind"] == "self-stated"
    assert piece["document_date"] == "2022-06-01"


def test_a_reply_stands_with_the_statement_that_it_disputes(kg: KnowledgeGraph) -> None:
    (piece,) = edges(kg)["position/red-tax"]["evidence"]
    assert [reply["claimant"] for reply in piece["replies"]] == [["Red"]]


def test_what_is_said_of_one_thing_alone_stands_at_its_node(kg: KnowledgeGraph) -> None:
    network = kg.network()
    (said,) = network.nodes[f"{ID}petition/call"]["statements"]
    assert (said["kind"], said["text"]) == ("characterisation", "Too long")
    (changed,) = network.nodes[f"{ID}group/friends"]["statements"]
    assert changed["text"] == (
        "changed on Tax should rise from opposes to supports (some of them, on 2020-01-01)"
    )


def test_a_bad_day_is_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(ParameterError, match="on: '2022' is not a date"):
        kg.network(on="2022")


def test_a_path_reads_in_both_directions_and_prefers_what_is_stated(kg: KnowledgeGraph) -> None:
    steps = shortest_path(kg, f"{ID}organisation/red", f"{ID}organisation/blue")
    # Both have a stance on peace and on the tax; peace comes first by IRI.
    assert [(s.end.removeprefix(ID), s.label, s.forward, s.inferred) for s in steps] == [
        ("proposition/peace", "leans towards", True, False),
        ("organisation/blue", "supports", False, True),
    ]


def test_no_path_is_an_empty_list(kg: KnowledgeGraph) -> None:
    assert shortest_path(kg, f"{ID}organisation/red", f"{ID}organisation/alone") == []
    assert shortest_path(kg, f"{ID}organisation/red", f"{ID}organisation/red") == []
