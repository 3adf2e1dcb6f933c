"""Compile a function by numba, where numba is there."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")


def compiled(function: F) -> F:
    """Have numba compile a function when it is first called.

    What is compiled is kept beside the module, or in the user's cache where that
    folder cannot be written to, or nowhere where neither can. The function holds
    no lock of the interpreter, so that threads share the rows; numba's own
    threads are left alone, which break in a forked child. Without numba it stays
    a plain function, too slow to be of use.

    What is kept is renewed when the function's own file changes, not when that of
    a function it calls does: remove `__pycache__` after working on these.
    """
    if find_spec("numba") is None:
        return function
    numba: Any = import_module("numba")
    options = {"nogil": True, "error_model": "numpy"}
    try:
        made: F = numba.njit(cache=True, **options)(function)
    except RuntimeError:  # no folder that could be written to
        made = numba.njit(**options)(function)
    return made
