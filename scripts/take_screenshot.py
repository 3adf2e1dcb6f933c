"""Take the pictures of the network page that the README and the guide show.

Usage: .venv/bin/python scripts/take_screenshot.py [-o docs/images]

Builds the page of the bundled graph as of the day of its article and
photographs it with Chromium, 1280 pixels wide and 980 high: as it opens, and
with the panel of one line.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from graph import KnowledgeGraph
from graph.resources import bundled_graph
from graph.view import write_page

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "images"
PICTURES = {"network.png": "", "panel.png": "Ukraine supports: “Anti-war resistance"}
DAY = "2023-08-03"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def take_picture(page: Path, picture: Path, *, opened: str = "", dark: bool = False) -> None:
    """Open a page without a network and write what it shows to a PNG file.

    Args:
        page: the HTML file.
        picture: where the PNG goes; its folder is made.
        opened: open the first line whose sentence holds these words.
        dark: ask for dark colours.
    """
    picture.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        context = browser.new_context(
            viewport={"width": 1280, "height": 980},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
            offline=True,
        )
        tab = context.new_page()
        tab.goto(page.as_uri())
        tab.locator("canvas").first.wait_for()
        if opened:
            tab.locator("#rows button.open").and_(
                tab.get_by_role("button", name=opened)
            ).first.click()
            tab.evaluate("scrollTo(0, 0)")
        tab.wait_for_timeout(1500)
        tab.screenshot(path=picture)
        browser.close()


def main() -> int:
    """Build the page and take its pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("-o", "--output", type=Path, default=FOLDER, help="folder of the pictures")
    parser.add_argument("--dark", action="store_true", help="in dark colours")
    arguments = parser.parse_args()
    kg = KnowledgeGraph.open(bundled_graph())
    with tempfile.TemporaryDirectory() as folder:
        page = write_page(kg.network(on=DAY), Path(folder) / "network.html")
        for name, opened in PICTURES.items():
            take_picture(page, arguments.output / name, opened=opened, dark=arguments.dark)
            print(arguments.output / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
