"""What is said when a folder cannot be written to."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from ...errors import LocationError

if TYPE_CHECKING:
    from pathlib import Path

_ADVICE = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space",
    errno.EFBIG: "allow larger files, or split this one",
    errno.EROFS: "copy the folder to where it can be written to",
}


def not_written(place: Path, exc: OSError) -> LocationError:
    """Return the error for a change of which nothing came to hold."""
    reason, advice = _reason(exc)
    return LocationError(f"{place}: cannot be written to ({reason}); {advice}; nothing was changed")


def unfinished(place: Path, exc: OSError) -> LocationError:
    """Return the error for a change that holds but is not yet carried out everywhere."""
    reason, advice = _reason(exc)
    return LocationError(
        f"{place}: a change was cut off and cannot be completed ({reason}); "
        f"{advice}, and open the folder again"
    )


def foreign_journal(journal: Path, why: str) -> LocationError:
    """Return the error for a journal that we did not write."""
    return LocationError(
        f"{journal}: not a journal of ours ({why}); look at it, and remove it to go on"
    )


def _reason(exc: OSError) -> tuple[str, str]:
    reason = (exc.strerror or str(exc)).lower()
    return reason, _ADVICE.get(exc.errno or 0, "make it writable")
