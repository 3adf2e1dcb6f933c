"""The group of commands, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from typing import TYPE_CHECKING

import click

from ..errors import StancegraphError, UsageError
from ..settings import debug_wanted
from .lazy import LazyGroup
from .session import Session, shared_options
from .terminal import complain

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERNAL = 3
_TERMINATED = 143


def _version(ctx: click.Context, _param: click.Parameter, value: object) -> None:
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"stancegraph {version('stancegraph')}")
    ctx.exit()


@click.group(
    cls=LazyGroup,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "show_default": True,
        "max_content_width": 100,
    },
    params=shared_options(),
    epilog="\b\nExample:\n  stancegraph query petitions",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Show the version and stop.",
)  # fmt: skip
@click.pass_context
def application(ctx: click.Context) -> None:
    """Ask who stands where, since when, and on whose word.

    Without --graph, the graph is the folder in STANCEGRAPH_GRAPH, else the
    nearest folder upwards with a dataset.ttl, else the bundled one.

    Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 could not run.
    """
    ctx.ensure_object(Session)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, tell errors on stderr, and return the exit code.

    Args:
        arguments: the words behind `stancegraph`; those of the process if left out.
    """
    return run_command(application, "stancegraph", arguments)


def run_command(command: click.Command, name: str, arguments: Sequence[str] | None = None) -> int:
    """Run a command, tell errors on stderr, and return the exit code.

    Args:
        command: the command line, or a script's own command.
        name: what it is called in messages.
        arguments: the words behind the name; those of the process if left out.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        _own_the_process()
    try:
        return _run(command, name, words)
    except StancegraphError as exc:
        complain(str(exc))
        return exc.exit_code
    except click.Abort as exc:
        raise KeyboardInterrupt from exc
    except click.ClickException as exc:
        _complain_of_usage(exc)
        return UsageError.exit_code
    except BrokenPipeError:
        # The reader had enough; nothing more is written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as exc:  # the outermost handler
        if debug_wanted():
            raise
        complain(f"{name}: internal error: {exc!r}; please report it")
        return _INTERNAL


def _own_the_process() -> None:
    """Set what only a process of our own may set."""
    # Unwinding, unlike dying at once, takes the child that runs a query along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    if not sys.warnoptions and not debug_wanted():
        # What libraries murmur to developers is nothing that a user can act on.
        warnings.simplefilter("ignore")


def _run(command: click.Command, name: str, words: list[str]) -> int:
    for at, word in enumerate(words, start=1):
        try:
            word.encode()
        except UnicodeEncodeError as exc:
            raise UsageError(f"argument {at}: {word!a} is not UTF-8; write it so") from exc
    result = command.main(words, prog_name=name, standalone_mode=False)
    sys.stdout.flush()
    return result if isinstance(result, int) else 0


def _complain_of_usage(exc: click.ClickException) -> None:
    """Tell click's message in one line of the house form; no words at all get the help."""
    if isinstance(exc, click.exceptions.NoArgsIsHelpError):
        click.echo(exc.format_message(), err=True)
        return
    ctx = getattr(exc, "ctx", None)
    path = ctx.command_path if ctx else "stancegraph"
    message = " ".join(exc.format_message().split()).rstrip(".")
    hint = f" ({path} --help)" if message.endswith("?") else f"; see {path} --help"
    complain(f"{path}: {message[:1].lower()}{message[1:]}{hint}")
