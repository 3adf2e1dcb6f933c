"""Country codes and web addresses: taken, put into one form, or refused with a hint."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph.errors import ParameterError
from graph.model.countries import COUNTRIES, country_code
from graph.model.web import LONGEST, web_address

ZONES = Path("/usr/share/zoneinfo/iso3166.tab")


def test_codes_are_those_of_the_time_zone_database() -> None:
    if not ZONES.is_file():
        pytest.skip(f"{ZONES} is not at hand")
    lines = ZONES.read_text(encoding="utf-8").splitlines()
    assert set(COUNTRIES) == {line[:2] for line in lines if not line.startswith("#")}
    assert len(COUNTRIES) == 249


def test_every_country_has_a_name_of_its_own() -> None:
    assert len(set(COUNTRIES.values())) == 249
    assert {name for name in COUNTRIES.values() if not name or name != name.strip()} == set()


@pytest.mark.parametrize(
    ("text", "code"), [("GB", "GB"), ("gb", "GB"), (" Ua ", "UA"), ("NA", "NA"), ("na", "NA")]
)
def test_code_is_taken_in_any_case(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "meant"),
    [("UK", "GB"), ("uk", "GB"), ("EL", "GR"), ("USA", "US"), ("Germany", "DE"), ("england", "GB"),
     ("Namibia", "NA"), ("Swizerland", "CH"), ("Türkiye", "TR")],
)  # fmt: skip
def test_other_words_for_a_country_are_asked_back(text: str, meant: str) -> None:
    with pytest.raises(ParameterError) as caught:
        country_code(text, where="a.csv:3: country")
    assert str(caught.value) == (
        f"a.csv:3: country: {text!r} is not a country's ISO 3166-1 code of two letters; "
        f"did you mean {meant!r}?"
    )


@pytest.mark.parametrize("text", ["", "XX", "ß", "ＧＢ", "G", "GB\0", "GB|FR", "x" * 100_000, "SU"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ParameterError) as caught:
        country_code(text)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("www.example.org", "https://www.example.org/"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("//example.org", "https://example.org/"),
        (" https://example.org \n", "https://example.org/"),
        ("HTTP://EXAMPLE.ORG:80/%7ea/../b", "http://example.org/b"),
        ("https://example.org:443", "https://example.org/"),
        ("https://example.org:0443/", "https://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("https://example.org.", "https://example.org/"),
        ("https://example.org?a=b&c=%c3%a9#x", "https://example.org/?a=b&c=%C3%A9#x"),
        ("https://example.org/a/./b/../../../c/.", "https://example.org/c/"),
        ("https://example.org/a//b", "https://example.org/a//b"),
        ("https://example.org/%2e%2e/%2F", "https://example.org/%2F"),
        ("https://example.org/%41%2d", "https://example.org/A-"),
        ("https://example.org/?", "https://example.org/"),
        ("https://Bücher.example/é", "https://xn--bcher-kva.example/%C3%A9"),
        ("https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"),
        ("https://xn--fa-hia.example/", "https://xn--fa-hia.example/"),
        ("http://localhost:8000/", "http://localhost:8000/"),
        ("http://192.0.2.1/", "http://192.0.2.1/"),
        ("http://[2001:DB8:0::1]:80/", "http://[2001:db8::1]/"),
    ],
)
def test_address_gets_its_normal_form(text: str, normal: str) -> None:
    assert web_address(text) == normal
    assert web_address(normal) == normal
    assert NamedNode(normal).value == normal


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        ("javascript:alert(1)", "it starts with 'javascript:'"),
        ("JavaScript://example.org/%0aalert(1)", "it starts with 'javascript:'"),
        ("data:text/html,x", "it starts with 'data:'"),
        ("file:///x", "it starts with 'file:'"),
        ("mailto:a@example.org", "it starts with 'mailto:'"),
        ("ftp://example.org/", "it starts with 'ftp:'"),
        ("a@example.org", "it names no scheme"),
        ("none", "it names no scheme"),
        ("n/a", "it names no scheme"),
        ("3.14", "it names no scheme"),
        ("https://", "it names no host"),
        ("https:///a", "it names no host"),
        ("https:/example.org", "it names no host"),
        ("https:example.org", "it names no host"),
        ("https://user@example.org/", "it holds a user name or password"),
        ("https://example.org:secret@evil.example/", "it holds a user name or password"),
        ("http://ex.org/a b", "it has a space inside"),
        ("http://ex.org/a\u00a0b", "it has a space inside"),
        ("http://ex.org/a\nb", "it has a space inside"),
        ("http://ex.org/\0", "it holds the invisible character U+0000"),
        ("http://ex.org/\u202egpj", "it holds the invisible character U+202E"),
        ("http://ex.org/\ud800", "it holds the invisible character U+D800"),
        ("http://ex.org\\@evil.example/", r"it holds '\\'"),
        ("http://ex.org/<b>", "it holds '<'"),
        ("http://ex.org/%zz", "it holds a '%' that stands for nothing"),
        ("http://[::1", "the bracket of its host is not closed"),
        ("http://[::1]x/", "the bracket of its host is not closed"),
        ("http://[fe80::1%25eth0]/", "its zone has a meaning on one computer only"),
        ("http://[fe80::1%eth0]/", "its zone has a meaning on one computer only"),
        ("http://[example.org]/", "is no IPv6 address"),
        ("http://256.1.1.1/", "is no IPv4 address"),
        ("http://2130706433/", "is no IPv4 address"),
        ("http://0x7f.0.0.1/", "is no IPv4 address"),
        ("http://a..b/", "is no host name"),
        ("http://-a.example/", "is no host name"),
        ("http://a_b|c.example/", "it holds '|'"),
        ("http://" + "a" * 64 + ".example/", "is no host name"),
        ("http://a.example／b.example/", "is no host name"),
        ("http://xn--zzzzzz.example/", "is no host name"),
        ("http://faß.example/", "may mean two"),
        ("http://ex.org:0/", "'0' is no port"),
        ("http://ex.org:65536/", "'65536' is no port"),
        ("http://ex.org:8x/", "'8x' is no port"),
        ("http://ex.org:٨/", "is no port"),
        ("http://ex.org/" + "a" * LONGEST, "more than 2,000 characters"),
        ("http://ex.org/" + "é" * 400, "more than 2,000 characters"),
    ],
)
def test_what_is_no_address_or_hides_one_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ParameterError) as caught:
        web_address(text, where="a.csv:2: website")
    told = str(caught.value)
    assert told.startswith("a.csv:2: website: ")
    assert reason in told
    assert "; " in told
    assert told.isprintable()
    assert len(told) < 400


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                ["http", "https", ":", "//", "/", "@", "[", "]", "%", "%41", "..", ".", "a", "é",
                 "xn--", "org", "80", "?", "#", "\\", " ", "::1", "ß", "١", "\u200d", "//ex.org"]
            ),
            max_size=12,
        ).map("".join),
    )
)  # fmt: skip
def test_any_text_is_an_address_of_the_web_or_our_own_error(text: str) -> None:
    try:
        address = web_address(text)
    except ParameterError as exc:
        assert str(exc).isprintable()  # noqa: PT017 - a text may be an address
        return
    assert web_address(address) == address
    assert address.isascii()
    assert NamedNode(address).value == address
    parts = urlsplit(address)
    assert parts.scheme in {"http", "https"}
    assert parts.hostname
    assert parts.username is None


@given(st.text(max_size=20))
def test_any_text_is_a_country_or_our_own_error(text: str) -> None:
    try:
        assert country_code(text) in COUNTRIES
    except ParameterError as exc:
        assert str(exc).isprintable()  # noqa: PT017 - a text may be a code
