"""Import a Wahl-O-Mat: parties, theses, and each party's answer with its reason.

The folder holds the five JSON files of one election in the form of the
qual-o-mat-data collection: overview, party, statement, opinion and comment.
Every answer becomes a position, known from the day of the election, on the
party's own word; its reason, which stands in quotation marks, is the quote.

Example:
    python scripts/import_wahlomat.py --graph my-graph wahlomat-2016
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph import Document, Evidence, Organization, Position, Proposition, Topic
from graph.cli.scripting import run_script, script_session
from graph.errors import FileProblem
from graph.model.identity import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

STANCES = {0: "supports", 1: "opposes", 2: "ambivalent"}
"""The Wahl-O-Mat's answers: agrees, disagrees, neutral."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--anyway", is_flag=True, help="Although things there have names like these.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be added.")
def import_wahlomat(folder: Path, anyway: bool, dry_run: bool) -> None:  # noqa: FBT001
    """Add the parties, theses and answers in DIR: all of them or none."""
    kg = script_session().open()
    try:
        told = list(entries(folder))
    except (LookupError, TypeError, AttributeError) as exc:
        message = f"{folder}: not in the form of an election's five files ({exc!r}); compare them"
        raise FileProblem(message, path=folder) from exc
    outcomes = kg.add(*told, anyway=anyway, dry_run=dry_run)
    positions = [o for o in outcomes if o.kind == "position"]
    new = sum(o.state == "new" for o in positions)
    click.echo(f"{folder}: {len(positions)} answers, {new} new")


def entries(folder: Path) -> Iterator[Position]:
    """Give the position of each answer, with all that it refers to."""
    overview = read(folder, "overview")
    election = f"{overview['title']} {overview['date'][:4]}"
    parties = {p["id"]: party(p) for p in read(folder, "party")}
    short = overview.get("slug", overview["date"][:4])
    topic = Topic(name=election, lang="de")
    theses = {s["id"]: thesis(s, topic, short) for s in read(folder, "statement")}
    reasons = {c["id"]: reason(c["text"]) for c in read(folder, "comment")}
    comparison = Document(
        title=f"Positionsvergleich zum Wahl-O-Mat: {election}",
        author=list(parties.values()),
        issued=overview["date"],
        url=overview["data_source"],
        written_in="de",
        note="The day is that of the election; the answers were published before it.",
    )
    for answer in read(folder, "opinion"):
        evidence = Evidence(
            document=comparison,
            quote=reasons.get(answer["comment"], ""),
            locator=f"These {answer['statement'] + 1}, {parties[answer['party']].acronym}",
            claimant=parties[answer["party"]],
            kind="self-stated",
            lang="de",
        )
        yield Position(
            actor=parties[answer["party"]],
            proposition=theses[answer["statement"]],
            stance=STANCES[answer["answer"]],
            evidence=evidence,
            lang="de",
        )


def party(told: dict[str, Any]) -> Organization:
    """Return a party; its short name is its acronym and the end of its IRI."""
    return Organization(
        name=told["longname"],
        acronym=told["name"],
        kind="party",
        country="DE",
        slug=slug(told["name"]),
        lang="de",
    )


def reason(text: str) -> str:
    """Return the words of a party; what stands in no quotation marks are not its own."""
    words = text.strip()
    return words[1:-1].strip() if len(words) > 1 and words[0] == words[-1] == '"' else ""


def thesis(told: dict[str, Any], topic: Topic, election: str) -> Proposition:
    """Return a thesis as a proposition; its heading is an alias.

    Another election may have the same heading, so its IRI names both.
    """
    return Proposition(
        name=told["text"].strip().removesuffix("."),
        aliases=[told["label"]],
        topic=topic,
        slug=slug(f"{election} {told['label']}"),
        lang="de",
    )


def read(folder: Path, name: str) -> Any:  # noqa: ANN401 - JSON
    """Return the content of one of the files."""
    path = folder / f"{name}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or str(exc)
        message = f"{path}: {reason[:1].lower()}{reason[1:]}; give the folder of one election"
        raise FileProblem(message, path=path) from exc


if __name__ == "__main__":
    run_script(import_wahlomat)
