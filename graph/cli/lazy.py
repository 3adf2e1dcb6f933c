"""A click group that knows its commands by name and imports one at a time."""

from __future__ import annotations

from importlib import import_module

import click

from .helpful import refuse_unknown
from .session import shared_options

ASKING = {
    "query": "Run a question of the library, or SPARQL of your own.",
    "queries": "List the questions of the library, or explain one.",
    "show": "Show everything on record about one thing.",
    "find": "Find things by name, alias or transliteration.",
    "list": "List all things of one kind.",
    "can-sign": "Tell whether an organisation can sign a petition.",
    "path": "Show how two things are connected.",
    "view": "Write the network page, one HTML file.",
    "export": "Write the graph or its network for other programs.",
    "check": "Hold the graph, or files, against the model's rules.",
    "stats": "Count what is on record.",
}
ANALYSING = {
    "agree": "Tell how far two organisations agree, and on what.",
    "matrix": "Compare all organisations with each other, or list their stances.",
    "common-ground": "Find what organisations hold alike, and what splits them.",
    "draft": "Tell who could sign a text, or propose one.",
    "camps": "Find the camps, what separates them, and who bridges them.",
    "changes": "Tell who changed, when, and towards whom.",
    "discourse": "Make discourse networks of actors, of propositions, or of both.",
    "reliability": "Measure how far coders of the same documents agree.",
}
CHANGING = {
    "init": "Make a new, empty graph.",
    "add": "Add a thing, or a statement with its evidence.",
    "change": "Record that a holder stands elsewhere since a day.",
    "withdraw": "Withdraw a statement that should not have been made.",
    "reply": "Record what somebody answers to a statement about them.",
    "status": "Give a statement an editorial status.",
    "rename": "Give a thing another name.",
    "merge": "Make one thing of two that are the same.",
    "import": "Take in RDF that others wrote.",
    "load": "Load RDF files, or a graph, into a store, a folder or an endpoint.",
    "fmt": "Write the Turtle files of a graph in canonical form.",
}
ELSE = {"completion": "Print the completion script of a shell."}
COMMANDS = {**ASKING, **ANALYSING, **CHANGING, **ELSE}
"""Every command with its one-line help; the module has the name with underscores."""

_MODULES = {
    **{name: f"editing.{name}" for name in CHANGING},
    **{name: f"analysing.{name.replace('-', '_')}" for name in ANALYSING},
    "import": "editing.bring_in",
    "load": "load",
}


class LazyGroup(click.Group):
    """Loads the module of a command when that command is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command and give it the options that all commands share."""
        if cmd_name not in COMMANDS:
            return None
        loaded = self.commands.get(cmd_name)
        if loaded is None:
            home = _MODULES.get(cmd_name, cmd_name.replace("-", "_"))
            module = import_module(f".{home}", __package__)
            loaded = module.command
            loaded.params.extend(shared_options())
            self.add_command(loaded, cmd_name)
        return loaded

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest ones."""
        if args:
            refuse_unknown(ctx, args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any."""
        widest = max(map(len, COMMANDS))
        parts = {"Ask": ASKING, "Analyse": ANALYSING, "Change": CHANGING, "Else": ELSE}
        for heading, commands in parts.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(widest), text) for name, text in commands.items()])

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Complete command names without importing any command."""
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=text)
            for name, text in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)
