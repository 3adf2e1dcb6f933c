"""Replacing files in one step, so that a kill or a full disk leaves the old ones whole."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, content: str | bytes) -> None:
    """Replace a file's content in one step; a kill leaves the old file whole.

    A file that is there keeps its mode; a new one gets what the umask leaves.
    When it returns, the new content outlives a crash of the machine.

    Raises:
        OSError: the folder is missing or not to be written to, or the disk is full.
    """
    scratch = write_beside(path, content, prefix=f".{path.name}-")
    try:
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_beside(path: Path, content: str | bytes, *, prefix: str, suffix: str = "") -> Path:
    """Write what a file is to hold into a new file beside it, down to the disk.

    Args:
        path: the file that is to be replaced; it lends its mode and owner.
        content: the new content; text is written as UTF-8, its line ends as they are.
        prefix: how the name of the new file starts.
        suffix: how it ends.

    Returns:
        The new file.

    Raises:
        OSError: it cannot be written; then nothing of it is left.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=suffix)
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content.encode() if isinstance(content, str) else content)
            out.flush()
            _dress(out.fileno(), path)
            os.fsync(out.fileno())
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    return scratch


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names down to the disk.

    Some file systems have no such thing; there a new name is as safe as they make it.

    Raises:
        OSError: the disk is failing.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    except OSError as exc:
        if exc.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def _dress(handle: int, path: Path) -> None:
    """Give a new file the mode and, where allowed, the owner of the one that it replaces."""
    try:
        old = path.stat()
    except FileNotFoundError:
        os.fchmod(handle, 0o666 & ~_umask())
        return
    with suppress(OSError):
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, old.st_mode & 0o777)


def _umask() -> int:
    """Return the process's umask; it can only be read by setting it."""
    umask = os.umask(0)
    os.umask(umask)
    return umask
