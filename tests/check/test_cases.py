"""Each file in cases/ gives exactly the findings that its first lines name.

A case is read together with neighbourhood.ttl. A line `# expect: violation
FILE: …` is one finding; a case without such a line gives none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.check.run import check_paths

HERE = Path(__file__).parent
NEIGHBOURHOOD = HERE / "neighbourhood.ttl"
CASES = sorted((HERE / "cases").glob("*.ttl"))
MARK = "# expect: "


def findings(case: Path) -> list[str]:
    """Return what is found in a case, as its first lines would name it."""
    report = check_paths([NEIGHBOURHOOD, case])
    return [
        f"{r.severity} {r}".replace(f"{case.parent}/", "").replace(f"{HERE}/", "")
        for r in report.results
    ]


def expected(case: Path) -> list[str]:
    """Return the findings that a case names."""
    lines = case.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]


def test_nothing_is_found_in_the_neighbourhood() -> None:
    assert check_paths([NEIGHBOURHOOD]).results == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case_gives_exactly_these_findings(case: Path) -> None:
    assert findings(case) == expected(case)
