"""Pictures: what they hold, that they are the same each time, and labels that mean harm."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from graph import KnowledgeGraph, Wanted
from graph.analysis.plots.canvas import LONGEST, words
from graph.analysis.plots.draw import draw
from graph.errors import CannotRun, UsageError
from graph.measures.discourse import OneModeOptions, Windows

pytest.importorskip("matplotlib")

if TYPE_CHECKING:
    from pathlib import Path

    from graph.analysis.results.result import Result
    from tests.analysis.sketch import Sketch

DAY = Wanted(on="2021-01-01")
KINDS = ("matrix", "camps", "agreement-series", "network-series")
HOSTILE = (
    r"$\frac{1}{0}$ and $$",
    "<script>alert(1)</script> & <!-- ]]> \"'",
    "bell\x07 escape\x1b[31m null-like \x01 turned \u202e\u2066 noncharacter \ufffe\uffff",
    "التضامن مع أوكرانيا",
    "団結" * 200,
    "a " * 4000,
    "  ",
    "%s {0} \\ ^_{x} ~ # €",
)


def result(kg: KnowledgeGraph, kind: str, names: list[str]) -> Result:
    if kind == "matrix":
        return kg.agreement_matrix(wanted=DAY)
    if kind == "camps":
        return kg.camps(DAY)
    if kind == "agreement-series":
        return kg.agreement_over_time(names[0], names[1], ["2020-01-01", "2021-01-01"])
    options = OneModeOptions(aggregation="conflict")
    return kg.discourse_series(Windows("months", 12), options)


@pytest.fixture
def kg(sketch: Sketch) -> KnowledgeGraph:
    for proposition in ("tax", "levy"):
        for actor in ("red", "pink"):
            sketch.position(actor, proposition, "supports", "paper#1", "later#1")
        for actor in ("blue", "navy"):
            sketch.position(actor, proposition, "opposes", "paper#2", "later#2")
    sketch.position("mute", "weather", "supports")
    return sketch.open()


def texts(svg: bytes) -> str:
    return " ".join(ET.fromstring(svg).itertext())  # noqa: S314 - drawn by ourselves


EXPECTED = {
    "matrix": ("Agreement of organisations", "on 2021-01-01", "100 alike", "0 opposite", "red",
               "navy", "mute", "grey: nothing shared", "manhattan"),
    "camps": ("Camps of organisations", "on 2021-01-01", "camp 1 (2)", "camp 2 (2)", "red", "navy",
              "0 alike, 1 opposite"),
    "agreement-series": ("red and blue", "2020-01-01 to 2021-01-01", "possible, if all were known",
                         "over what both have a stance on", "100 alike, 0 opposite"),
    "network-series": ("Discourse network over time", "windows of 12 months, dated by document",
                       "statements", "sum of ties (conflict)"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_an_svg_holds_labels_date_and_legend_as_text(kg: KnowledgeGraph, kind: str) -> None:
    told = texts(draw(result(kg, kind, ["red", "blue"]), "svg"))
    for text in EXPECTED[kind]:
        assert text in told


@pytest.mark.parametrize("form", ["svg", "png"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_result_gives_the_same_bytes(kg: KnowledgeGraph, kind: str, form: str) -> None:
    first, again = (draw(result(kg, kind, ["red", "blue"]), form) for _ in range(2))
    assert first == again
    assert first.startswith(b"\x89PNG\r\n\x1a\n" if form == "png" else b"<?xml")


@pytest.mark.parametrize("kind", KINDS)
def test_an_svg_loads_nothing_from_elsewhere(kg: KnowledgeGraph, kind: str) -> None:
    data = draw(result(kg, kind, ["red", "blue"]), "svg")
    for element in ET.fromstring(data).iter():  # noqa: S314 - drawn by ourselves
        assert element.tag.rsplit("}")[-1] not in {"script", "foreignObject", "style-sheet"}
        for name, value in element.attrib.items():
            if name.endswith(("href", "src")):
                assert value.startswith(("#", "data:image/png;base64,"))
            assert "url(http" not in value
    assert not re.search(rb"<\?xml-stylesheet|<!DOCTYPE|<!ENTITY", data)
    assert set(re.findall(rb"https?://[^\"<]*", data)) == {
        b"http://www.w3.org/2000/svg", b"http://www.w3.org/1999/xlink",
    }  # fmt: skip
    assert b"@import" not in data
    assert not re.search(rb"on(load|click|error)=", data)


def hostile(folder: Path) -> KnowledgeGraph:
    """Return a graph of four organisations for each hostile label, on two sides."""
    lines = [
        "@prefix : <https://w3id.org/stancegraph/ontology#> .",
        "@prefix org: <http://www.w3.org/ns/org#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix oa: <http://www.w3.org/ns/oa#> .",
        "@prefix schema: <http://schema.org/> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
        "@base <https://w3id.org/stancegraph/id/> .",
        '<proposition/p> a :Proposition ; skos:prefLabel "P"@en .',
        '<document/d> a schema:CreativeWork ; dcterms:issued "2020-01-01"^^xsd:date .',
        '<document/e> a schema:CreativeWork ; dcterms:issued "2021-12-31"^^xsd:date .',
        "<evidence/d> a :Evidence ; oa:hasSource <document/d> .",
        "<evidence/e> a :Evidence ; oa:hasSource <document/e> .",
    ]
    for at, label in enumerate(HOSTILE):
        text = "".join(f"\\U{ord(c):08X}" for c in label)
        side = "supports" if at % 2 else "opposes"
        lines.append(f'<organisation/o{at}> a org:Organization ; skos:prefLabel "{text}"@en .')
        lines.append(
            f"<position/{at}> a :Position ; :holder <organisation/o{at}> ; "
            f":proposition <proposition/p> ; :stance :{side} ; "
            ":evidence <evidence/d> , <evidence/e> ; "
            "<http://www.w3.org/ns/adms#status> :reviewed ."
        )
    path = folder / "hostile.ttl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return KnowledgeGraph.open(path)


@pytest.mark.parametrize("form", ["svg", "png"])
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_labels_do_no_harm(tmp_path: Path, kind: str, form: str) -> None:
    kg = hostile(tmp_path)
    for at in range(0, len(HOSTILE), 2):
        names = [f"organisation:o{n}" for n in (at, at + 1)]
        data = draw(result(kg, kind, names), form)
        if form == "svg":
            told = texts(data)
            assert not set(told) & {"\x07", "\x1b", "\x01", "\u202e", "\u2066", "\ufffe"}
        if kind != "agreement-series":
            break
    if form == "svg" and kind in {"matrix", "camps"}:
        assert r"$\frac{1}{0}$ and $$" in told
        assert "<script>alert(1)</script>" in told
        assert "التضامن مع أوكرانيا" in told
        assert "団結団結" in told


def test_labels_are_cut_and_stay_readable() -> None:
    assert words("Short  and\nplain") == "Short and plain"
    for label in HOSTILE:
        assert len(words(label)) <= LONGEST + 2
    assert words("a " * 400).endswith(" …")
    assert words("団" * 200) == "団" * LONGEST + " …"
    assert words("می‌خواهم") == "می‌خواهم"


def test_a_single_organisation_has_a_matrix_and_no_dendrogram(sketch: Sketch) -> None:
    sketch.position("red", "tax", "supports")
    kg = sketch.open()
    assert "red" in texts(draw(kg.agreement_matrix(wanted=DAY)))
    with pytest.raises(UsageError, match="plot: 1 organisations; a dendrogram has 2 to 200"):
        draw(kg.camps(DAY))


def test_two_organisations_have_both(sketch: Sketch) -> None:
    for actor in ("red", "blue"):
        sketch.position(actor, "tax", "supports")
    kg = sketch.open()
    for found in (kg.agreement_matrix(wanted=DAY), kg.camps(DAY)):
        assert "blue" in texts(draw(found))


def test_nothing_on_record_has_no_picture(sketch: Sketch) -> None:
    sketch.thing("organisation", "red")
    kg = sketch.open()
    with pytest.raises(UsageError, match="plot: 0 organisations; a heat map has 1 to 150"):
        draw(kg.agreement_matrix(wanted=DAY))
    with pytest.raises(UsageError, match="plot: 0 organisations; a dendrogram"):
        draw(kg.camps(DAY))
    with pytest.raises(UsageError, match="plot: no window to draw"):
        draw(kg.discourse_series(Windows("months", 6), OneModeOptions()))


def test_who_shares_nothing_is_drawn_too(sketch: Sketch) -> None:
    for actor in ("red", "blue", "grey"):
        sketch.position(actor, actor, "supports")
    sketch.position("white", "red", "declinesToSay")
    kg = sketch.open()
    for found in (kg.agreement_matrix(wanted=DAY), kg.camps(DAY)):
        assert "grey" in texts(draw(found))


@pytest.mark.parametrize("count", [21, 60, 150])
def test_many_organisations_are_drawn_and_too_many_refused(sketch: Sketch, count: int) -> None:
    for at in range(count):
        sketch.position(f"org{at:03}", "tax", "supports" if at % 3 else "opposes")
    kg = sketch.open()
    assert f"org{count - 1:03}" in texts(draw(kg.agreement_matrix(wanted=DAY)))
    if count == 150:
        sketch.position("one-more", "tax", "supports")
        with pytest.raises(UsageError, match="151 organisations; a heat map has 1 to 150"):
            draw(sketch.open().agreement_matrix(wanted=DAY))


def test_other_results_and_formats_are_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="plot: 'CommonGround' has no picture; draw an agreement"):
        draw(kg.common_ground("red", "blue", wanted=DAY))
    with pytest.raises(UsageError, match="plot: 'gif' is no format of a picture; take svg or png"):
        draw(kg.agreement_matrix(wanted=DAY), "gif")


@pytest.mark.parametrize("kind", KINDS)
def test_without_matplotlib_it_is_told_what_to_install(
    kg: KnowledgeGraph, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = result(kg, kind, ["red", "blue"])
    for name in [n for n in sys.modules if n.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(CannotRun) as problem:
        draw(found)
    assert str(problem.value) == (
        "plot: matplotlib is not installed; install it with pip install 'stancegraph[plot]'"
    )
