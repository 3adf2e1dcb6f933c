"""`stancegraph add KIND`: things and statements, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...entries.catalogue import ENTRIES
from ...entries.entry import Named, Statement
from ..helpful import HelpfulGroup
from ..session import shared_options
from ..terminal import note
from .entry_options import (
    all_evidence,
    entry_options,
    entry_values,
    evidence_options,
    named_options,
    slug_option,
)
from .telling import form_option, tell_outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...entries.entry import Entry
    from ..session import Session

_WORDS = {"text": "text-version"}
_SAID = (
    '--document "Two cheers for Boris Kagarlitsky" \\\n    --paragraph 6 --passage "It says so."'
)
_EXAMPLES = {
    "organisation": '--name "Peace Now" --country GB --kind campaign',
    "person": '--name "Jane Doe" --country GB',
    "group": '--name "Friends of Rabkor" --around Rabkor',
    "topic": "--name Trade",
    "proposition": '--name "Railways should be public" \\\n    --topic "Freedom in Russia"',
    "campaign": '--name "Free them all"',
    "petition": '--name "Free them all" \\\n    --campaign "Campaign for Boris Kagarlitsky"',
    "position": f"--actor Rabkor --proposition sanctions \\\n    --stance opposes {_SAID}",
    "link": '--from sanctions --to "arms supply" \\\n    --kind "same question" --basis logical',
    "clause": '--petition "ENSU petition" \\\n'
    f"    --proposition sanctions --stance opposes --mode mentions \\\n    {_SAID}",
    "text-version": f'--petition "ENSU petition" \\\n    --language de {_SAID}',
    "involvement": f'--actor Rabkor --petition "ENSU petition" \\\n    --kind signed {_SAID}',
    "change": "--actor Rabkor \\\n    --proposition sanctions --from 2022-03 \\\n"
    f"    --before opposes --after supports \\\n    {_SAID}",
    "characterisation": f'--about Rabkor --summary "Widely read" \\\n    {_SAID}',
    "membership": f'--member "Adam Novak" --organisation Rabkor \\\n    --role contributor {_SAID}',
    "evidence": f'{_SAID} \\\n    --claimant "Adam Novak" --evidence-kind reported',
    "event": '--name "March for peace" --from 2023-02-25',
    "document": '--title "A report" --author Rabkor \\\n    --issued 2023-05-01',
}


def add_command(kind: type[Entry]) -> click.Command:
    """Return the command that adds one kind of entry."""
    word = _WORDS.get(kind.KIND, kind.KIND)
    is_statement = issubclass(kind, Statement)
    params = entry_options(kind)
    if is_statement:
        params += evidence_options()
    if issubclass(kind, Named):
        params += named_options()
    elif "slug" in kind.__dataclass_fields__:
        params += slug_option()
    params += [
        click.Option(
            ["--anyway"], is_flag=True, help="Add it although something has a name like its own."
        ),
        click.Option(
            ["--replace"], is_flag=True,
            help="Put what is given in the place of other values that are there.",
        ),
        click.Option(
            ["--sources"], metavar="DIR",
            help="Folder with texts of documents; quotes are found in them.",
        ),
        click.Option(["--dry-run"], is_flag=True, help="Only show what would be written."),
        form_option(),
        *shared_options(),
    ]  # fmt: skip
    example = _EXAMPLES[word]
    summary = (kind.__doc__ or "").split("\n", 1)[0]
    return click.Command(
        word,
        callback=_callback(kind),
        params=params,
        help=f"Add {_with_article(word)}. {summary}\n\nAdding the same twice changes nothing.",
        short_help=summary,
        epilog=f"\b\nExample:\n  stancegraph add {word} {example}",
    )


def _callback(kind: type[Entry]) -> Callable[..., None]:
    @click.pass_obj
    def callback(session: Session, /, **given: object) -> None:
        told = entry_values(kind, given)
        if issubclass(kind, Statement):
            told["evidence"] = all_evidence(given, session.lang)
        entry = kind(lang=session.lang, **told)  # type: ignore[arg-type]
        kg = session.open()
        dry_run = bool(given["dry_run"])
        outcomes = kg.add(
            entry,
            anyway=bool(given["anyway"]),
            replace=bool(given["replace"]),
            sources=given["sources"],  # type: ignore[arg-type]
            dry_run=dry_run,
        )
        tell_outcomes(kg, outcomes, form=given["report"], dry_run=dry_run)  # type: ignore[arg-type]
        if not dry_run and all(o.state == "unchanged" for o in outcomes):
            note("all of it was there already; nothing changed")

    return callback


def _with_article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


@click.group(
    cls=HelpfulGroup,
    epilog='\b\nExample:\n  stancegraph add organisation --name "Peace Now" --country GB',
)
def command() -> None:
    """Add a thing, or a statement with its evidence.

    Everything is checked before it is written, and written whole or not at all.
    What has a name like something that is there is refused, with what it is like.
    Texts are in the language that --lang names.
    """


for _kind in ENTRIES.values():
    if _kind.KIND != "role":
        command.add_command(add_command(_kind))
