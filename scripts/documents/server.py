"""The server that a document starts: a real one, at a port that is free."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

SHOWN = "127.0.0.1:7878"
"""The address that documents show, which is Oxigraph's own."""

STARTS = f"oxigraph serve --bind {SHOWN}"
"""The command that stands in a document for starting a server."""

_PATIENCE_S = 60


class Server:
    """An Oxigraph server in memory, from when it is made until `close`."""

    def __init__(self, folder: Path) -> None:
        """Start it and wait until it answers.

        Args:
            folder: where it runs.
        """
        beside = str(Path(sys.executable).parent)
        path = f"{beside}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        program = shutil.which("oxigraph", path=path)
        if program is None:
            raise FileNotFoundError("oxigraph: not on the PATH; it comes with the dev lock")
        self.address = f"127.0.0.1:{_free_port()}"
        self._process = subprocess.Popen(  # noqa: S603 - found above
            [program, "serve", "--bind", self.address],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._wait()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End it: this process and no other."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _wait(self) -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        end = time.monotonic() + _PATIENCE_S
        while self._process.poll() is None and time.monotonic() < end:
            try:
                with opener.open(f"http://{self.address}/", timeout=5):
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"oxigraph: no answer at {self.address}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
