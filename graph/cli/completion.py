"""`stancegraph completion`: the completion script of a shell."""

from __future__ import annotations

import click

from .terminal import emit


@click.command(epilog="\b\nExample:\n  stancegraph completion bash")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands, options and query names in SHELL.

    Put eval "$(stancegraph completion bash)" into ~/.bashrc, the same with zsh
    into ~/.zshrc, or stancegraph completion fish | source into config.fish.
    """
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    assert completion is not None  # noqa: S101 - click has the three that Choice lets pass
    root = ctx.find_root().command
    script = completion(root, {}, "stancegraph", "_STANCEGRAPH_COMPLETE")
    emit((script.source_template % script.source_vars()).strip())
