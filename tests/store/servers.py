"""Servers for the tests of endpoints: one that plays a part, Oxigraph, and Virtuoso."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START_S = 60
HOST = "127.0.0.1"
JSON = "application/sparql-results+json"
Headers: TypeAlias = "dict[str, str]"


class Seen(NamedTuple):
    """A request as it arrived."""

    method: str
    path: str
    headers: Headers
    body: str

    @property
    def form(self) -> dict[str, list[str]]:
        return parse_qs(self.body, keep_blank_values=True)


class Scripted(ThreadingHTTPServer):
    """A server that gives the answers it was told to, in turn, the last one for ever."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), _Player)
        self.answers: list[Callable[[BaseHTTPRequestHandler], None]] = []
        self.seen: list[Seen] = []
        self.ended = threading.Event()

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}"

    def says(
        self, body: str | bytes, *, status: int = 200, kind: str = JSON, **headers: str
    ) -> None:
        """Add an answer; a header's name is written with underscores."""
        data = body if isinstance(body, bytes) else body.encode()

        def answer(player: BaseHTTPRequestHandler) -> None:
            player.send_response(status)
            player.send_header("Content-Type", kind)
            for name, value in {"Content_Length": str(len(data)), **headers}.items():
                player.send_header(name.replace("_", "-"), value)
            player.end_headers()
            player.wfile.write(data)

        self.answers.append(answer)

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients that hang up are what is tested."""


class _Player(BaseHTTPRequestHandler):
    server: Scripted
    timeout = 30

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        sent = Seen(self.command, self.path, dict(self.headers.items()), body.decode())
        self.server.seen.append(sent)
        answers = self.server.answers
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    do_GET = do_POST  # noqa: N815 - http.server's own name

    def log_message(self, *_: object) -> None:
        """Write no log."""


@contextmanager
def scripted() -> Iterator[Scripted]:
    """Run a scripted server for a while."""
    with Scripted() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until a server answers, or raise what it wrote where it does not."""
    end = time.monotonic() + START_S
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < end and process.poll() is None:
        try:
            with opener.open(url, timeout=5):
                return
        except urllib.error.HTTPError as exc:
            exc.close()
            return
        except OSError:
            threading.Event().wait(0.05)
    raise RuntimeError(f"no answer from {url}:\n{log.read_text(errors='replace')[-2000:]}")


@contextmanager
def _running(command: list[str], url: str, folder: Path) -> Iterator[None]:
    """Run a server, wait for it, and end it: this process and no other."""
    log = folder / "server.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=folder, stdout=output, stderr=output) as process,
    ):
        try:
            _wait(process, url, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Run an Oxigraph server in memory; gives its origin."""
    beside = str(Path(sys.executable).parent)
    program = shutil.which("oxigraph", path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        raise FileNotFoundError("oxigraph: not on the PATH; it comes with the dev lock")
    origin = f"http://{HOST}:{free_port()}"
    with _running([program, "serve", "--bind", origin[7:]], origin, folder):
        yield origin


def virtuoso_programs() -> tuple[str, str] | None:
    """Return Virtuoso's server and its SQL client, where both are installed."""
    server = shutil.which("virtuoso-t")
    client = shutil.which("isql-vt") or shutil.which("isql")
    return (server, client) if server and client else None


VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
ErrorLogLevel = 7
FileExtension = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = {host}:{sql}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = {host}:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
"""
GRANTS = """
GRANT SPARQL_UPDATE TO "SPARQL";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);
DB.DBA.USER_CREATE ('editor', 'Sesame:öffne "dich"');
GRANT SPARQL_UPDATE TO "editor";
GRANT SPARQL_SELECT TO "editor";
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run a Virtuoso with its default limit of 10,000 rows; gives its origin."""
    programs = virtuoso_programs()
    if programs is None:
        raise FileNotFoundError("virtuoso-t: not on the PATH; make virtuoso installs it")
    server, client = programs
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(host=HOST, sql=sql, http=http))
    (folder / "grants.sql").write_text(GRANTS, encoding="utf-8")
    origin = f"http://{HOST}:{http}"
    command = [server, "-f", "+configfile", "virtuoso.ini"]
    with _running(command, f"{origin}/sparql", folder):
        asked = [client, f"{HOST}:{sql}", "dba", "dba", "VERBOSE=OFF", "ERRORS=STDOUT"]
        done = subprocess.run(
            [*asked, "grants.sql"],
            cwd=folder,
            env={**os.environ, "LANG": "C.UTF-8"},
            capture_output=True,
            check=True,
            timeout=START_S,
        )
        if b"Error" in done.stdout:
            raise RuntimeError(done.stdout.decode(errors="replace"))
        yield origin
