"""Web addresses in one normal form, so that the same page is one IRI."""

from __future__ import annotations

import ipaddress
import re

from ..errors import ParameterError

LONGEST = 2_000
"""How many characters an address may have, as in the strictest of the usual browsers."""

_PARTS = re.compile(r"([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST_AND_PORT = re.compile(r"[^/?#:]+\.[^/?#:]+:\d+(?:[/?#]|$)")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_HEXADECIMAL = re.compile("0x[0-9a-f]*")
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})?")
_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65_535
_LONGEST_HOST = 253
_SHOWN = 120
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_FORBIDDEN = re.compile(r'[\\<>"{}|^` ]')
# IDNA 2003, which Python speaks, and IDNA 2008 disagree on what host these name.
_DISPUTED = frozenset("ßς\u200c\u200d")


class _Fault(Exception):
    """What is wrong with an address, and what to do; without its place."""


def web_address(text: str, *, where: str = "website") -> str:
    """Return a web address in its normal form.

    Scheme and host are in lower case, an international host in its ASCII form
    (IDNA), the default port is left out, an empty path is `/`, dot segments are
    resolved, and percent-encoding is used where it is needed and nowhere else.
    An address without a scheme, such as `www.example.org`, is taken for `https`.
    The normal form of a normal form is itself.

    Args:
        text: an address as people write it.
        where: what the error names as the place of the fault.

    Raises:
        ParameterError: it is no address of the web, or one that hides where it
            leads: with user name or password, spaces, control characters.

    References:
        RFC 3986, section 6.2; RFC 3987, section 3.1.

    Example:
        >>> web_address("HTTP://Example.ORG:80/%7Eensu/../petition")
        'http://example.org/petition'
        >>> web_address("www.example.org")
        'https://www.example.org/'
    """
    address = text.strip(" \t\r\n")
    try:
        return _normal(address)
    except _Fault as fault:
        shown = address if len(address) <= _SHOWN else address[: _SHOWN - 1] + "…"
        message = f"{where}: {shown!r} is not a web address: {fault}"
        raise ParameterError(message) from fault


def _normal(address: str) -> str:
    _check_characters(address)
    scheme, rest = _scheme(address)
    authority, path, query, fragment = _PARTS.fullmatch(rest).groups(default="")  # type: ignore[union-attr]
    normal = f"{scheme}://{_authority(authority, scheme)}{_path(path)}"
    if query:
        normal += f"?{_escaped(query)}"
    if fragment:
        normal += f"#{_escaped(fragment)}"
    if len(normal) > LONGEST:
        raise _Fault(f"it has more than {LONGEST:,} characters; give a shorter one")
    return normal


def _check_characters(address: str) -> None:
    if not address:
        raise _Fault("it is empty; write one such as 'https://example.org/'")
    if len(address) > LONGEST:
        raise _Fault(f"it has more than {LONGEST:,} characters; give a shorter one")
    if address.isprintable() and not _FORBIDDEN.search(address):
        return
    character = next(c for c in address if not c.isprintable() or _FORBIDDEN.match(c))
    if character.isspace():
        raise _Fault("it has a space inside; write %20, or give only one address")
    if not character.isprintable():
        raise _Fault(f"it holds the invisible character U+{ord(character):04X}; remove it")
    raise _Fault(f"it holds {character!r}; remove it, or write %{ord(character):02X}")


def _scheme(address: str) -> tuple[str, str]:
    """Return the scheme, and what stands behind its two slashes."""
    found = _SCHEME.match(address)
    if found and not _HOST_AND_PORT.match(address):
        scheme = found[1].lower()
        if scheme not in _PORTS:
            raise _Fault(f"it starts with '{scheme}:'; give one that starts with 'https://'")
        rest = address[found.end() :]
        if not rest.startswith("//"):
            raise _Fault(f"it names no host; write '{scheme}://' before one")
        return scheme, rest[2:]
    rest = address.removeprefix("//")
    host = re.split(r"[/?#:]", rest, maxsplit=1)[0]
    # A word is no host that somebody left the scheme out of: 'none', 'see below'.
    if not re.fullmatch(r".*\.[^\W\d_][\w-]+\.?", host) or ("@" in rest and "/" not in rest):
        raise _Fault("it names no scheme; give one that starts with 'https://'")
    return "https", rest


def _authority(authority: str, scheme: str) -> str:
    if "@" in authority:
        raise _Fault("it holds a user name or password; leave out what stands before the '@'")
    if authority.startswith("["):
        host, bracket, behind = authority.partition("]")
        port_text = behind.removeprefix(":")
        if not bracket or (behind and not behind.startswith(":")):
            raise _Fault("the bracket of its host is not closed; mend the host")
        name = _ip6(host[1:])
    else:
        host, _, port_text = authority.partition(":")
        name = _host(host)
    return name + _port(port_text, scheme)


def _ip6(text: str) -> str:
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError as exc:
        raise _Fault(f"{text!r} is no IPv6 address; mend the host") from exc
    if address.scope_id:
        raise _Fault("its zone has a meaning on one computer only; leave out the '%' and the rest")
    return f"[{address}]"


def _host(text: str) -> str:
    """Return a host in its ASCII form."""
    if not text:
        raise _Fault("it names no host; write one as in 'https://example.org/'")
    if not _DISPUTED.isdisjoint(text):
        raise _Fault(f"the host {text!r} may mean two; write its 'xn--' form")
    try:
        name = text if text.isascii() else text.encode("idna").decode("ascii")
        ascii_form = name.lower().removesuffix(".")
        labels = ascii_form.split(".")
        for label in labels:
            if label.startswith("xn--"):
                label[4:].encode("ascii").decode("punycode")
    except UnicodeError as exc:
        raise _Fault(f"{text!r} is no host name; mend it") from exc
    if len(ascii_form) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        raise _Fault(f"{text!r} is no host name; mend it")
    if labels[-1].isdecimal() or _HEXADECIMAL.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(ascii_form))
        except ValueError as exc:
            raise _Fault(f"{text!r} is no IPv4 address; mend the host") from exc
    return ascii_form


def _port(text: str, scheme: str) -> str:
    if not text:
        return ""
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:6]) <= _LAST_PORT:
        raise _Fault(f"{text!r} is no port; leave it out, or write 1 to {_LAST_PORT}")
    return "" if int(text) == _PORTS[scheme] else f":{int(text)}"


def _path(text: str) -> str:
    """Return a path with its dot segments resolved."""
    done: list[str] = []
    if "." not in text and "%" not in text and text.isascii():
        return text or "/"
    segments = _escaped(text).split("/")[1:]
    for segment in segments:
        if segment == "..":
            del done[-1:]
        elif segment != ".":
            done.append(segment)
    if segments and segments[-1] in {".", ".."}:
        done.append("")
    return "/" + "/".join(done)


def _escaped(text: str) -> str:
    """Return a part with percent-encoding where it is needed and nowhere else."""
    if text.isascii() and "%" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        if match[1] is None:
            raise _Fault("it holds a '%' that stands for nothing; write it as %25")
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    plain = _PERCENT.sub(one, text)
    return "".join(
        c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in plain
    )
