"""Write the reference in docs/reference from the code, the queries and the ontology.

Usage: .venv/bin/python scripts/build_reference.py [--check]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reference import analysis, command_line, entries, ontology, python, queries

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
PAGES = {
    "queries.md": queries.page,
    "ontology.md": ontology.page,
    "command-line.md": command_line.page,
    "entries.md": entries.page,
    "python.md": python.page,
    "analysis.md": analysis.page,
}
_NOTE = "<!-- Written by scripts/build_reference.py; `make docs` writes it anew. -->\n\n"


def stale_pages(folder: Path = FOLDER) -> dict[Path, str]:
    """Return the text of each page that is missing or says something else, by its path."""
    fresh = {folder / name: _NOTE + write() for name, write in PAGES.items()}
    return {
        path: text
        for path, text in fresh.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    }


def main() -> int:
    """Write what is stale; with `--check`, only say what is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if one is stale")
    check = parser.parse_args().check
    stale = stale_pages()
    for path, text in stale.items():
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        word = "stale; run make docs" if check else "written"
        print(f"docs/reference/{path.name}: {word}", file=sys.stderr)
    return int(bool(stale) and check)


if __name__ == "__main__":
    sys.exit(main())
