"""Groups of commands that tell the nearest one where a name is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable


def refuse_unknown(ctx: click.Context, word: str, commands: Iterable[str]) -> None:
    """End with an error where a word is no command, and name those that come near it."""
    if word.startswith("-") or word in commands:
        return
    from difflib import get_close_matches

    near = get_close_matches(word, commands, n=2, cutoff=0.5)
    hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
    ctx.fail(f"no command {word!r}{hint}")


class HelpfulGroup(click.Group):
    """A group whose commands are all there."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest ones."""
        if args:
            refuse_unknown(ctx, args[0], list(self.commands))
        return super().resolve_command(ctx, args)
