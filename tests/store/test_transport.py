"""Sending to servers that are slow, busy, moved, broken or greedy: it always ends."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import time
from email.utils import formatdate
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import Request

import pytest

from graph.cli import main
from graph.errors import LocationError, QueryStopped
from graph.store.endpoint.address import Target, origin_of, read_address
from graph.store.endpoint.connection import Deadline, _tls
from graph.store.endpoint.credentials import Credentials
from graph.store.endpoint.digest import Digest, Unusable
from graph.store.endpoint.transport import Transport
from graph.store.endpoint.words import first_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    from graph.store.endpoint.transport import Answer
    from tests.store.servers import Scripted

SHOWN = "http://host/sparql"
FEW_S = 0.4


class Way:
    """A transport to a server, and the pauses that it made."""

    def __init__(
        self, origin: str, *, user: str = "", timeout_s: float = 20, limit: int = 1_000
    ) -> None:
        self.pauses: list[float] = []
        self.url = f"{origin}/sparql"
        password = "pass" if user else ""
        self.transport = Transport(
            Target(self.url, origin_of(origin), user, password),
            SHOWN,
            timeout_s=timeout_s,
            limit=limit,
            pause=self.pauses.append,
        )

    def send(self, *, update: bool = False) -> Answer:
        request = Request(self.url, b"query=ASK", {"Accept": "x/y"}, method="POST")  # noqa: S310
        return self.transport.send(request, update=update)


def told(way: Way, *, update: bool = False) -> str:
    with pytest.raises(LocationError) as caught:
        way.send(update=update)
    return str(caught.value)


def test_answer_comes_whole_with_its_status(server: Scripted) -> None:
    server.says("no", status=404, kind="Text/Plain; charset=utf-8")
    answer = Way(server.origin).send()
    assert (answer.status, answer.body, answer.media_type) == (404, b"no", "text/plain")
    assert answer.framed
    assert (server.seen[0].method, server.seen[0].body) == ("POST", "query=ASK")


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("update", [False, True])
def test_busy_server_is_asked_again(server: Scripted, status: int, *, update: bool) -> None:
    server.says("", status=status, Retry_After="2")
    server.says("", status=status)
    server.says("done")
    way = Way(server.origin)
    assert way.send(update=update).body == b"done"
    assert way.pauses[0] == 2
    assert 0.5 <= way.pauses[1] <= 1.5


def test_server_that_stays_busy_is_left_after_three_tries(server: Scripted) -> None:
    server.says("", status=429, Retry_After="3")
    assert told(Way(server.origin)) == f"{SHOWN}: 429 after 3 tries; retry in 3 s"
    assert len(server.seen) == 3


@pytest.mark.parametrize("dated", [False, True])
def test_pause_beyond_the_deadline_is_not_made(server: Scripted, *, dated: bool) -> None:
    when = formatdate(time.time() + 65, usegmt=True) if dated else "65"
    server.says("", status=503, Retry_After=when)
    way = Way(server.origin)
    assert told(way).startswith(f"{SHOWN}: 503 after 1 try; retry in 6")
    assert way.pauses == []


def test_retry_after_that_says_nothing_is_no_wait(server: Scripted) -> None:
    server.says("", status=503, Retry_After="soon")
    server.says("done")
    assert Way(server.origin).send().status == 200


def drop(player: BaseHTTPRequestHandler) -> None:
    """Hang up without a word."""
    player.connection.shutdown(socket.SHUT_RDWR)
    player.close_connection = True


def test_question_is_asked_again_where_the_connection_broke(server: Scripted) -> None:
    server.answers.append(drop)
    server.says("done")
    assert Way(server.origin).send().body == b"done"


def test_update_is_not_sent_again_where_it_may_have_been_taken(server: Scripted) -> None:
    server.answers.append(drop)
    assert "no answer: reset (1 try); check the address" in told(Way(server.origin), update=True)
    assert len(server.seen) == 1


def test_nobody_there_is_said_after_three_tries() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        way = Way(f"http://127.0.0.1:{taken.getsockname()[1]}")
        assert "no answer: refused (3 tries)" in told(way)
    assert len(way.pauses) == 2


def test_host_that_does_not_exist_is_said() -> None:
    assert f"{SHOWN}: no answer: " in told(Way("http://nowhere.invalid"))


def drip(head: bytes, drop: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return an answer that starts, and then comes byte by byte for ever."""

    def answer(player: BaseHTTPRequestHandler) -> None:
        player.wfile.write(head)
        ended = getattr(player.server, "ended")  # noqa: B009 - a scripted server's own
        while not ended.wait(0.03):
            player.wfile.write(drop)

    return answer


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b""),
    ],
    ids=["status", "headers", "body", "open body", "chunks", "silence"],
)
def test_server_that_drips_is_cut_at_the_deadline(
    server: Scripted, head: bytes, drop: bytes
) -> None:
    server.answers.append(drip(head, drop))
    start = time.monotonic()
    with pytest.raises(QueryStopped, match=r"no whole answer after 0\.4 s; ask for less"):
        Way(server.origin, timeout_s=FEW_S).send()
    assert FEW_S <= time.monotonic() - start < FEW_S * 5


@pytest.mark.parametrize("question", ["SELECT * { ?s ?p ?o }", "organisations"])
def test_time_out_of_a_command_holds_for_all_that_is_sent(
    server: Scripted,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    question: str,
) -> None:
    monkeypatch.setenv("STANCEGRAPH_TIMEOUT", "9")
    server.answers.append(drip(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"x"))
    words = ["query", "--graph", f"{server.origin}/query", "--timeout", "0.4", question]
    assert main(words) == QueryStopped.exit_code
    assert capsys.readouterr().err.startswith("query: stopped after 0.4 s; ask for less")
    assert len(server.seen) == 1


def test_update_cut_at_the_deadline_says_that_it_may_be_made(server: Scripted) -> None:
    server.answers.append(drip(b"", b""))
    way = Way(server.origin, timeout_s=FEW_S)
    assert "the change may be made or not; make it again" in told(way, update=True)


def test_server_that_takes_no_bytes_is_cut_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        way = Way(origin, timeout_s=FEW_S)
        request = Request(way.url, b"x" * 50_000_000, method="POST")  # noqa: S310
        with pytest.raises(QueryStopped):
            way.transport.send(request, update=False)


def test_deadline_that_passed_leaves_nothing() -> None:
    with pytest.raises(TimeoutError):
        Deadline(-1).left()


def test_answer_over_the_limit_is_refused_as_it_comes(server: Scripted) -> None:
    server.says("x" * 1_001)
    server.answers.append(drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1_001))
    way = Way(server.origin)
    for _ in range(2):
        assert "an answer of more than 1,000 bytes; ask for less" in told(way)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
    ],
)
def test_body_that_is_cut_short_is_no_answer(server: Scripted, raw: bytes) -> None:
    def answer(player: BaseHTTPRequestHandler) -> None:
        player.wfile.write(raw)
        drop(player)

    server.answers.append(answer)
    assert told(Way(server.origin)) == f"{SHOWN}: the answer broke off; ask again"


def test_body_without_an_end_of_its_own_is_marked(server: Scripted) -> None:
    def answer(player: BaseHTTPRequestHandler) -> None:
        player.wfile.write(b"HTTP/1.0 200 OK\r\n\r\nall")

    server.answers.append(answer)
    assert not Way(server.origin).send().framed


def test_what_is_no_http_is_said(server: Scripted) -> None:
    def greet(player: BaseHTTPRequestHandler) -> None:
        player.wfile.write(b"220 smtp ready\r\n")

    server.answers.append(greet)
    assert "no answer: " in told(Way(server.origin))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_inside_the_origin_is_followed_by_post(server: Scripted, status: int) -> None:
    server.says("", status=status, Location="/other?a=b")
    server.says("there")
    assert Way(server.origin, user="ann").send().body == b"there"
    assert [(s.method, s.path, s.body) for s in server.seen] == [
        ("POST", "/sparql", "query=ASK"),
        ("POST", "/other?a=b", "query=ASK"),
    ]


@pytest.mark.parametrize(
    ("there", "named"),
    [
        ("http://elsewhere.example/sparql", "http://elsewhere.example"),
        ("//ann:secret@elsewhere.example:81/", "http://elsewhere.example:81"),
        ("http://127.0.0.1:1/sparql", "http://127.0.0.1:1"),
        ("https://127.0.0.1/sparql", "https://127.0.0.1"),
    ],
)
def test_redirect_elsewhere_is_named_and_not_followed(
    server: Scripted, there: str, named: str
) -> None:
    server.says("", status=307, Location=there)
    message = told(Way(server.origin, user="ann"))
    assert f"307 redirects to {named}, which is not followed; give that address" in message
    assert "secret" not in message


@pytest.mark.parametrize("there", ["file:///etc/passwd", "http://[", "ftp://127.0.0.1/x"])
def test_redirect_to_no_web_address_is_refused(server: Scripted, there: str) -> None:
    server.says("", status=302, Location=there)
    assert f"{SHOWN}: 302 " in told(Way(server.origin))


def test_redirects_without_end_are_left(server: Scripted) -> None:
    server.says("", status=302, Location="/sparql")
    assert "more than 5 redirects" in told(Way(server.origin))
    assert len(server.seen) == 6


def test_basic_goes_over_http_only_when_asked_for_and_then_at_once(server: Scripted) -> None:
    server.says("", status=401, WWW_Authenticate='Basic realm="x"')
    server.says("in")
    way = Way(server.origin, user="ann")
    assert way.send().body == b"in"
    assert way.send().body == b"in"
    sent = [s.headers.get("Authorization") for s in server.seen]
    assert sent == [None, "Basic YW5uOnBhc3M=", "Basic YW5uOnBhc3M="]


def test_wrong_password_is_tried_once(server: Scripted) -> None:
    server.says("", status=401, WWW_Authenticate='Basic realm="x"')
    assert Way(server.origin, user="ann").send().status == 401
    assert len(server.seen) == 2


def test_who_has_no_password_sends_none(server: Scripted) -> None:
    server.says("", status=401, WWW_Authenticate='Digest realm="x", nonce="n"')
    assert Way(server.origin).send().status == 401
    assert [s.headers.get("Authorization") for s in server.seen] == [None]


def test_digest_is_preferred_and_its_nonce_used_again(server: Scripted) -> None:
    server.says("", status=401, WWW_Authenticate='Basic realm="x", Digest realm="x", nonce="n"')
    server.says("in")
    way = Way(server.origin, user="ann")
    for _ in range(2):
        assert way.send().body == b"in"
    sent = [s.headers.get("Authorization", "") for s in server.seen]
    assert [text[:22] for text in sent] == ["", *['Digest username="ann",'] * 2]


def test_basic_goes_over_https_at_once() -> None:
    target = Target("https://host/", origin_of("https://host"), "ann", "pa:ß")
    request = Request("https://host/", b"")
    Credentials(target, SHOWN).sign(request)
    assert request.get_header("Authorization") == "Basic YW5uOnBhOsOf"


def test_digest_is_that_of_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    # RFC 7616, section 3.9.1.
    own = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    monkeypatch.setattr("secrets.token_hex", lambda _: own)
    challenge = {
        "realm": "http-auth@example.org",
        "qop": "auth, auth-int",
        "nonce": "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
        "opaque": "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS",
    }
    for algorithm, response in (
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ):
        digest = Digest({**challenge, "algorithm": algorithm}, "Mufasa", "Circle of Life")
        header = digest.header("GET", "/dir/index.html")
        assert f'response="{response}"' in header
        assert "nc=00000001" in header
        assert "nc=00000002" in digest.header("GET", "/")


@pytest.mark.parametrize(
    "challenge",
    [
        {"realm": "x", "nonce": "n", "algorithm": "MD4"},
        {"realm": "x"},
        {"nonce": "n"},
        {"realm": "x", "nonce": "n", "qop": "auth-int"},
        {"realm": "x\r\nSet-Cookie: a", "nonce": "n"},
    ],
)
def test_digest_that_cannot_be_given_is_refused(challenge: dict[str, str]) -> None:
    with pytest.raises(Unusable):
        Digest(challenge, "ann", "pass")


def test_proxy_of_the_environment_is_used_but_not_to_this_machine(
    server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.origin)
    server.says("seen")
    assert Way("http://elsewhere.example").send().body == b"seen"
    assert server.seen[0].path == "http://elsewhere.example/sparql"
    assert Way(server.origin).send().body == b"seen"
    assert server.seen[1].path == "/sparql"


def test_plain_answer_to_https_is_said(server: Scripted) -> None:
    assert "no answer: tls: " in told(Way(server.origin.replace("http", "https"))).lower()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on the PATH")
def test_tls_is_checked_and_has_the_same_deadline(
    server: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = f"req -x509 -newkey rsa:2048 -nodes -days 2 -keyout {key} -out {certificate}"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(["openssl", *made.split(), *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    origin = f"https://localhost:{urlsplit(server.origin).port}"
    assert "tls: self-signed certificate" in told(Way(origin))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    _tls.cache_clear()
    try:
        server.says("in")
        assert Way(origin, user="ann").send().body == b"in"
        assert server.seen[0].headers["Authorization"].startswith("Basic ")
        server.answers[:] = [drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x")]
        with pytest.raises(QueryStopped):
            Way(origin, timeout_s=FEW_S).send()
    finally:
        _tls.cache_clear()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html><head><style>a{}</style></head><b>Not</b> here</html>", "Not here"),
        (b"SP030: wrong at '?x'\n\nSPARQL query:\nSELECT", "SP030: wrong at '?x'"),
        (b"\x1b[31mred\x07\r\n\xe2\x80\xaeleft \xff", "[31mred left \N{REPLACEMENT CHARACTER}"),
        (b"x" * 300, "x" * 199 + "…"),
        (b"", ""),
    ],
)
def test_servers_words_are_one_short_printable_line(body: bytes, words: str) -> None:
    assert first_words(body) == words


def test_password_is_nowhere_to_be_seen() -> None:
    address = read_address("http://ann:s%C3%A9cret@host/sparql?key=hidden&default-graph-uri=urn:g")
    assert address.query.password == "sécret"  # noqa: S105 - what the URL says
    for text in (str(address), repr(address.query), address.shown):
        assert "cret" not in text
    assert address.shown == "http://host/sparql?key=…&default-graph-uri=urn:g"
    assert address.query.url == "http://host/sparql?key=hidden"
