"""What `from graph import …` gives."""

from __future__ import annotations

import graph


def test_every_public_name_is_there() -> None:
    for name in graph.__all__:
        assert getattr(graph, name).__name__ == name


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    assert not hasattr(graph, "Organisation")
