"""A whole election is imported by one command, and the questions are right on it.

`election/` is made up; the real one lies where `STANCEGRAPH_ORACLES` points. What
the answers must be is counted here from the JSON files, without the project.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph import KnowledgeGraph
from graph.query.library import named_query, query_names

if TYPE_CHECKING:
    from graph.query.header import NamedQuery
    from tests.scripts.conftest import Script

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
REAL = Path(os.environ.get("STANCEGRAPH_ORACLES", "nowhere"), "wahlomat-2016")
WORDS = {0: "supports", 1: "opposes", 2: "ambivalent"}
ELECTIONS = [
    pytest.param(HERE / "election", id="made-up"),
    pytest.param(
        REAL,
        id="saxony-anhalt-2016",
        marks=pytest.mark.skipif(not REAL.is_dir(), reason="STANCEGRAPH_ORACLES is not set"),
    ),
]


class Election:
    """What the JSON files say, read without the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = str(self.read("overview")["date"])
        self.parties = {p["id"]: p for p in self.read("party")}
        self.theses = {s["id"]: s["text"].strip().removesuffix(".") for s in self.read("statement")}
        self.answers = {(o["party"], o["statement"]): o["answer"] for o in self.read("opinion")}

    def read(self, name: str) -> Any:  # noqa: ANN401 - JSON
        return json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))

    def held(self, party: int, thesis: int) -> int | None:
        """Return which side a party takes: 0 for, 1 against; None for neither."""
        answer = self.answers.get((party, thesis))
        return answer if answer in {0, 1} else None

    def alike(self, parties: list[int]) -> set[tuple[str, str]]:
        """Return the theses on which parties take the same side, and which."""
        found = set()
        for thesis, text in self.theses.items():
            sides = {self.held(party, thesis) for party in parties}
            if len(sides) == 1 and (side := sides.pop()) is not None:
                found.add((text, WORDS[side]))
        return found

    def apart(self, one: int, other: int) -> set[tuple[str, str, str]]:
        """Return the theses on which two parties take opposite sides, and which."""
        return {
            (text, WORDS[a], WORDS[b])
            for thesis, text in self.theses.items()
            if (a := self.held(one, thesis)) is not None
            and (b := self.held(other, thesis)) is not None
            and a != b
        }


@pytest.fixture(scope="module", params=ELECTIONS)
def election(request: pytest.FixtureRequest) -> Election:
    return Election(request.param)


@pytest.fixture(scope="module")
def kg(election: Election, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Return a graph into which the election was imported, by the script's own functions."""
    folder = tmp_path_factory.mktemp("election") / "graph"
    KnowledgeGraph.create(folder)
    done = subprocess.run(
        [sys.executable, "-W", "error", ROOT / "scripts" / "import_wahlomat.py",
         "--graph", folder, election.folder],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    count = len(election.answers)
    told = f"{election.folder}: {count} answers, {count} new\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, told, "")
    return KnowledgeGraph.open(folder, lang="de")


def test_the_graph_is_clean(kg: KnowledgeGraph) -> None:
    assert kg.check().results == ()


def test_the_holders_of_each_thesis_are_the_parties_that_answered(
    kg: KnowledgeGraph, election: Election
) -> None:
    for thesis, text in election.theses.items():
        table = kg.query("holders-of", proposition=text)
        found = sorted(
            zip(table.column("actor"), table.column("stance"), table.column("evidence_kind"),
                strict=True)
        )  # fmt: skip
        assert found == sorted(
            (p["longname"], WORDS[election.answers[number, thesis]], "self-stated")
            for number, p in election.parties.items()
            if (number, thesis) in election.answers
        )


def test_the_positions_of_each_party_are_its_answers(
    kg: KnowledgeGraph, election: Election
) -> None:
    for number, party in election.parties.items():
        table = kg.query("positions-of", actor=party["name"], on=election.day)
        found = sorted(zip(table.column("proposition"), table.column("stance"), strict=True))
        assert found == sorted(
            (text, WORDS[election.answers[number, thesis]])
            for thesis, text in election.theses.items()
            if (number, thesis) in election.answers
        )


def test_what_two_parties_share_and_where_they_part(kg: KnowledgeGraph, election: Election) -> None:
    for one, other in itertools.combinations(election.parties, 2):
        pair = {
            "actor_a": election.parties[one]["name"],
            "actor_b": election.parties[other]["name"],
            "on": election.day,
        }
        table = kg.query("agreements", **pair)
        found = zip(table.column("proposition"), table.column("stance_a"), strict=True)
        assert set(found) == election.alike([one, other])
        assert table.column("stance_a") == table.column("stance_b")
        table = kg.query("disagreements", **pair)
        columns = (table.column(n) for n in ("proposition", "stance_a", "stance_b"))
        assert set(zip(*columns, strict=True)) == election.apart(one, other)


def test_what_all_of_several_parties_share(kg: KnowledgeGraph, election: Election) -> None:
    numbers = list(election.parties)
    for several in [*itertools.combinations(numbers[:6], 3), tuple(numbers)]:
        names = [election.parties[n]["name"] for n in several]
        table = kg.query("shared-by-all", actors=names, on=election.day)
        found = zip(table.column("proposition"), table.column("stance"), strict=True)
        assert set(found) == election.alike(list(several))


@pytest.mark.parametrize("lang", ["de", "en", "fr"])
def test_names_are_given_in_the_language_that_there_is(
    kg: KnowledgeGraph, election: Election, lang: str
) -> None:
    asked = KnowledgeGraph.open(Path(kg.location), lang=lang)
    party, theses = election.parties[0], set(election.theses.values())
    claims = asked.query("claims-by", claimant=party["name"])
    assert {str(s).partition(": ")[2] for s in claims.column("statement")} == theses
    assert set(claims.column("about")) == {party["longname"]}
    for name in query_names():
        query = named_query(name)
        if any(p.required and p.type == "petition" for p in query.parameters):
            continue
        table = asked.query(name, **arguments(query, election, asked))
        texts = [c.name for c in query.columns if c.datatype == "string"]
        for column in texts:
            assert not [cell for cell in table.column(column) if "http" in str(cell)]
            if f"{column}_iri" in table.columns:
                pairs = zip(table.column(column), table.column(f"{column}_iri"), strict=True)
                assert all(cell for cell, iri in pairs if iri)


def arguments(query: NamedQuery, election: Election, kg: KnowledgeGraph) -> dict[str, Any]:
    """Return something of the election for each parameter that is a thing."""
    parties = (party["name"] for party in election.parties.values())
    given: dict[str, Any] = {}
    for parameter in query.parameters:
        if parameter.many:
            given[parameter.name] = [next(parties), next(parties)]
        elif parameter.type in {"actor", "organisation", "thing"}:
            given[parameter.name] = next(parties)
        elif parameter.type == "proposition":
            given[parameter.name] = election.theses[0]
        elif parameter.type == "statement":
            held = kg.query("positions-of", actor=next(parties))
            given[parameter.name] = held.column("statement_iri")[0]
    return given


def test_nothing_is_known_before_the_election(kg: KnowledgeGraph, election: Election) -> None:
    party = election.parties[0]["name"]
    assert kg.query("positions-of", actor=party, on="1999-12-31").rows == []


def test_reasons_are_quotes_and_what_is_no_reason_is_none(
    kg: KnowledgeGraph, election: Election
) -> None:
    said = [c["text"] for c in election.read("comment")]
    told = {o["comment"] for o in election.read("opinion")}
    own = {t[1:-1].strip() for n, t in enumerate(said) if n in told and t.startswith('"')}
    quotes = {e.one("oa:exact") for e in kg.records.evidence.values()} - {""}
    assert quotes == own
    assert len(kg.records.evidence) == len(election.answers)


# The script itself


def copy_of_election(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "election", tmp_path / "election"))


def test_importing_again_adds_nothing(script: Script, tmp_path: Path) -> None:
    KnowledgeGraph.create(tmp_path / "graph")
    copy_of_election(tmp_path)
    words = ("import_wahlomat", "--graph", "graph", "election")
    assert script(*words, "--dry-run").out == "election: 11 answers, 11 new\n"
    assert len(content(tmp_path / "graph")) == 1
    assert script(*words).out == "election: 11 answers, 11 new\n"
    before = content(tmp_path / "graph")
    assert script(*words).out == "election: 11 answers, 0 new\n"
    assert content(tmp_path / "graph") == before


def test_another_election_has_the_same_parties_and_its_own_theses(
    script: Script, tmp_path: Path
) -> None:
    KnowledgeGraph.create(tmp_path / "graph")
    first = copy_of_election(tmp_path)
    assert script("import_wahlomat", "--graph", "graph", "election").code == 0
    for name, old, new in (
        ("overview", "2023", "2027"),
        ("statement", "nichts kosten", "auch nachts fahren"),
    ):
        path = first / f"{name}.json"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    # The heading of a thesis is that of another one: whether they are the same is asked.
    run = script("import_wahlomat", "--graph", "graph", "election")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(
        "proposition 'Busse sollen auch nachts fahren': its name 'Freie Busse' is like 'Busse "
        "sollen nichts kosten' (proposition:anytown2023-freie-busse); if it is the same, use that"
    )
    assert script("import_wahlomat", "--graph", "graph", "election", "--anyway").code == 0
    kg = KnowledgeGraph.open(tmp_path / "graph", lang="de")
    assert len(kg.names.of_kind("organisation")) == 3
    assert len(kg.names.of_kind("proposition")) == 5
    table = kg.query("holders-of", proposition="Busse sollen auch nachts fahren")
    assert sorted(zip(table.column("actor"), table.column("stance"), strict=True)) == [
        ("Blaue Liste", "supports"),
        ("GRAU", "supports"),
        ("Gelbe Union", "opposes"),
    ]
    assert kg.check().results == ()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("party", None, ("election/party.json: no such file or directory; give the folder of one "
         "election\n")),
        ("opinion", "[{", "election/opinion.json: expecting property name enclosed in double"),
        ("opinion", "\xff\xfe", "election/opinion.json: "),
        ("opinion", '[{"party": 9, "statement": 0, "answer": 0, "comment": 0}]',
         "election: not in the form of an election's five files (KeyError(9)); compare them\n"),
        ("opinion", '[{"party": 0, "statement": 0, "answer": 7, "comment": 0}]',
         "election: not in the form of an election's five files (KeyError(7)); compare them\n"),
        ("party", "{}", "election: not in the form of an election's five files (KeyError(0)); c"),
        ("statement", "[1]", "election: not in the form of an election's five files (TypeError("),
        ("overview", '{"title": "W", "date": "May", "data_source": "https://e.org/"}',
         "document 'Positionsvergleich zum Wahl-O-Mat: W May': issued: 'May' is not a date; "),
    ],
    ids=["missing", "json", "bytes", "party", "answer", "no-list", "no-object", "day"],
)  # fmt: skip
def test_an_election_in_another_form_is_refused_whole(
    script: Script, tmp_path: Path, name: str, text: str | None, told: str
) -> None:
    KnowledgeGraph.create(tmp_path / "graph")
    before = content(tmp_path / "graph")
    path = copy_of_election(tmp_path) / f"{name}.json"
    if text is None:
        path.unlink()
    else:
        path.write_bytes(text.encode("latin-1"))
    run = script("import_wahlomat", "--graph", "graph", "election")
    assert (run.code, run.out) == (2 if "May" in told else 3, "")
    assert run.err.startswith(told)
    assert run.err.count("\n") == 1
    assert content(tmp_path / "graph") == before


def content(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.glob("*.ttl"))}
