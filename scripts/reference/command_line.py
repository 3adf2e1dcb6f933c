"""The reference of the command line: the help of each command, as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph.cli.app import application

from .markdown import fence, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 80
_INTRODUCTION = """\
What `stancegraph --help` and `stancegraph COMMAND --help` print. The result goes to stdout and
nothing else does; remarks and errors go to stderr."""


def page() -> str:
    """Return the page."""
    settings = {**application.context_settings, "terminal_width": _WIDTH}
    group = click.Context(application, info_name="stancegraph", **settings)
    parts = ["# Command line", _INTRODUCTION, "## stancegraph", fence(application.get_help(group))]
    for name in application.list_commands(group):
        command = application.get_command(group, name)
        if command is None:
            raise SystemExit(f"{name}: listed, but there is no such command")
        own = click.Context(command, group, info_name=name, terminal_width=_WIDTH)
        parts += [f"## {name}", fence(command.get_help(own))]
        if isinstance(command, click.Group):
            parts += _below(command, own)
    return paragraphs(parts)


def _below(group: click.Group, above: click.Context) -> Iterator[str]:
    """Give the parts of the commands of a group that stands below another."""
    for name, command in group.commands.items():
        own = click.Context(command, above, info_name=name, terminal_width=_WIDTH)
        yield f"### {above.info_name} {name}"
        yield fence(command.get_help(own))
