"""The page as people use it: by mouse, by keyboard, by search, by date."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    import networkx as nx

Open = Callable[..., Any]
"""The fixture that writes a page and opens it: see conftest.py."""

PAINTED = """() => {
  const canvas = document.querySelector('#net canvas');
  // A copy is read: reading the picture itself slows it, and the browser says so.
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const ctx = copy.getContext('2d', { willReadFrequently: true });
  ctx.drawImage(canvas, 0, 0);
  const ratio = canvas.width / canvas.clientWidth;
  const value = (name) => {
    const probe = document.createElement('canvas').getContext('2d');
    const style = getComputedStyle(document.documentElement);
    probe.fillStyle = style.getPropertyValue('--' + name).trim();
    probe.fillRect(0, 0, 1, 1);
    return probe.getImageData(0, 0, 1, 1).data;
  };
  const colours = { petition: value('call'), proposition: value('cell') };
  const ink = value('ink');
  const soft = value('soft');
  return stancegraph.nodes.filter((node) => {
    const place = stancegraph.network.getPositions([node.id])[node.id];
    const { x, y } = stancegraph.network.canvasToDOM(place);
    const half = node.side === 'i' ? 8 : 12 * stancegraph.scale() + 1;
    const [left, top, side] = [x - half, y - half, 2 * half].map((one) => one * ratio);
    const data = ctx.getImageData(left, top, side, side).data;
    const far = stancegraph.scale() < 0.4 && node.kind === 'proposition';
    const want = node.side === 'i' && colours[node.kind] || (far ? soft : ink);
    let found = 0;
    for (let at = 0; at < data.length; at += 4) {
      if ([0, 1, 2].every((c) => Math.abs(data[at + c] - want[c]) < 40)) found += 1;
    }
    return found < 1;
  }).map((node) => node.label);
}"""

INKED = """(name) => {
  const canvas = document.querySelector('#net canvas');
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const ctx = copy.getContext('2d', { willReadFrequently: true });
  ctx.fillStyle = stancegraph.colours[name];
  ctx.fillRect(0, 0, 1, 1);
  const want = ctx.getImageData(0, 0, 1, 1).data;
  ctx.clearRect(0, 0, 1, 1);
  ctx.drawImage(canvas, 0, 0);
  const { data } = ctx.getImageData(0, 0, copy.width, copy.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    if ([0, 1, 2].every((c) => Math.abs(data[at + c] - want[c]) < 12)) found += 1;
  }
  return found;
}"""

SQUEEZED = """() => {
  const ctx = document.createElement('canvas').getContext('2d');
  return stancegraph.nodes.filter((node) => {
    const bold = ['petition', 'campaign'].includes(node.kind) && node.side === 'i';
    ctx.font = (bold ? '600 ' : '') + stancegraph.font(13);
    const room = node.side === 'i' ? node.w - 16 : 170;
    return node.lines.some((line) => ctx.measureText(line).width > room + 0.5);
  }).map((node) => node.label);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_node_is_painted_and_no_label_is_squeezed(
    article: nx.MultiDiGraph, open_page: Open, scheme: Literal["light", "dark"]
) -> None:
    opened = open_page(article, scheme=scheme)
    opened.until(f"({PAINTED})().length === 0")
    assert opened.page.evaluate(SQUEEZED) == []
    assert opened.messages == []


def test_every_node_of_a_large_network_is_painted(large: nx.MultiDiGraph, open_page: Open) -> None:
    opened = open_page(large)
    opened.until(f"({PAINTED})().length === 0")
    assert opened.messages == []


def test_the_heading_of_the_shelf_hides_no_node(sparse: nx.MultiDiGraph, open_page: Open) -> None:
    network = sparse.copy()
    for at in range(40):
        network.add_node(f"urn:lone{at}", kind="organisation", label=f"Lone {at}")
    opened = open_page(network)
    opened.until(f"({PAINTED})().length === 0")


def test_a_large_network_leaves_its_lines_to_us(large: nx.MultiDiGraph, open_page: Open) -> None:
    opened = open_page(large)
    # Reading 6,000 lines takes vis-network half a second.
    assert opened.page.evaluate("Object.keys(stancegraph.network.body.edges).length") == 0
    opened.page.evaluate("stancegraph.network.moveTo({ scale: 1 })")
    opened.until(f"({INKED})('opposes') > 100")
    opened.page.locator("[data-filter='stance:opposes']").click()
    opened.until(f"({INKED})('opposes') === 0")
    assert opened.page.evaluate(f"({INKED})('supports')") > 100


def test_a_click_on_a_line_of_a_large_network_opens_its_evidence(
    sparse: nx.MultiDiGraph, open_page: Open
) -> None:
    opened = open_page(sparse)
    edge, x, y = opened.page.evaluate(
        """() => {
          const { nodes, edges, network } = stancegraph;
          network.moveTo({ scale: 1, position: nodes[edges[0].from] });
          const box = document.getElementById('net').getBoundingClientRect();
          const free = (p) => !nodes.some((n) => {
            const [l, t, r, b] = stancegraph.box(n);
            return p.x > l && p.x < r && p.y > t && p.y < b;
          });
          for (const edge of edges) for (const share of [0.2, 0.35, 0.5, 0.65, 0.8]) {
            const p = stancegraph.pointOn(edge, share);
            const { x, y } = network.canvasToDOM(p);
            const inside = x > 20 && x < box.width - 20 && y > 20 && y < 500;
            if (inside && free(p)) return [edge.id, x + box.left, y + box.top];
          }
        }"""
    )
    opened.page.mouse.click(x, y)
    title = opened.page.locator("#panel-title").inner_text()
    assert title == opened.page.evaluate(
        "id => stancegraph.words.asText(stancegraph.words.sentence(stancegraph.edges[id]))", edge
    )
    assert "Said in speech" in opened.panel()


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_nothing_runs_over_the_right_edge(
    article: nx.MultiDiGraph, open_page: Open, size: tuple[int, int]
) -> None:
    opened = open_page(article, size=size)
    assert opened.page.evaluate("document.documentElement.scrollWidth") == size[0]
    over = "one => one.scrollWidth - one.clientWidth"
    assert opened.page.locator(".table-frame").evaluate(over) <= 0


def test_nothing_but_the_file_itself_is_asked_for(
    article: nx.MultiDiGraph, open_page: Open
) -> None:
    opened = open_page(article)
    opened.page.locator("#find").fill("rab")
    opened.page.mouse.click(*opened.at_node("Rabkor"))
    assert [url for url in opened.requests if url != opened.path.as_uri()] == []
    assert opened.messages == []


def test_a_click_on_a_node_opens_what_is_recorded_of_it(
    article: nx.MultiDiGraph, open_page: Open
) -> None:
    opened = open_page(article)
    opened.page.mouse.click(*opened.at_node("Stop the War Coalition"))
    text = opened.panel()
    assert text.startswith(
        "× Organisation · campaign Stop the War Coalition Also StWC, Stop the War"
    )
    assert "Country United Kingdom (GB)" in text
    assert (
        "According to Adam Novak, Stop the War Coalition leans against: "
        "“Russia's full-scale invasion of Ukraine is justified”"
    ) in text
    assert (
        "By rule, not stated: Stop the War Coalition "
        "supports: “Boris Kagarlitsky should be released” by rule"
    ) in text
    assert "Stop the War Coalition recommended “Freedom for Boris Kagarlitsky! (Rabkor)”" in text


def test_a_click_on_a_line_opens_its_evidence(article: nx.MultiDiGraph, open_page: Open) -> None:
    opened = open_page(article)
    invasion = "Russia's full-scale invasion of Ukraine is justified"
    opened.page.mouse.click(*opened.at_edge("Stop the War Coalition", invasion, 0.4))
    assert opened.panel() == (
        "× Position According to Adam Novak, Stop the War Coalition leans against: "
        "“Russia's full-scale invasion of Ukraine is justified” Stance leans against "
        "When start not known, nothing claimed before 3 August 2023; end not known Status reviewed "
        "On whose word regrets Said to regret it. According to Adam Novak "
        "In Two cheers for Boris Kagarlitsky Dated 3 August 2023 Where paragraph 13 "
        "Evidence reported by another "
        "Reply We condemned the invasion on its first day. According to Stop the War Coalition "
        "In A reply (made up for this test) Dated 1 September 2023 Evidence self-stated "
        "Open: Stop the War Coalition · Russia's full-scale invasion of Ukraine is justified"
    )


def test_what_a_petition_says_names_the_petition_and_who_told_of_it(
    article: nx.MultiDiGraph, open_page: Open
) -> None:
    opened = open_page(article)
    opened.page.evaluate(
        "stancegraph.select('edge', stancegraph.edges.find(e => e.kind === 'clause' && "
        "e.stance === 'opposes' && e.mode === 'affirms').id)"
    )
    assert (
        "According to Freedom for Boris Kagarlitsky! (Rabkor), as told by Adam Novak, "
        "“Freedom for Boris Kagarlitsky! (Rabkor)” affirms, in that it opposes: “"
    ) in opened.panel()


def test_a_line_by_rule_says_which_rule(article: nx.MultiDiGraph, open_page: Open) -> None:
    opened = open_page(article)
    opened.page.evaluate(
        "stancegraph.select('edge', stancegraph.edges.find(e => e.inferred && "
        "stancegraph.nodes[e.from].label === 'Rabkor').id)"
    )
    assert (
        "By rule Rabkor prepared “Freedom for Boris Kagarlitsky! (Rabkor)”; launching, "
        "preparing, signing or supporting implies the demands."
    ) in opened.panel()


def test_a_node_without_lines_is_not_given_a_stance(
    article: nx.MultiDiGraph, open_page: Open
) -> None:
    opened = open_page(article)
    opened.page.mouse.click(*opened.at_node("Vladimir Putin"))
    assert (
        "Nothing is recorded of a stance, which does not mean that there is none." in opened.panel()
    )


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("rsd", "Russian Socialist Movement"),
        ("рабкор", "Rabkor"),
        ("kagarlitskii", "Boris Kagarlitsky"),
        ("arms sup", "Western states should supply arms to Ukraine"),
        ("sanctions", "Russia should be put under sanctions"),
    ],
)
def test_search_finds_by_any_name(
    article: nx.MultiDiGraph, open_page: Open, typed: str, first: str
) -> None:
    opened = open_page(article)
    field = opened.page.locator("#find")
    field.fill(typed)
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    chosen = opened.page.locator("#found [aria-selected=true]")
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    field.press("Enter")
    assert opened.page.locator("#panel-title").inner_text() == first
    assert opened.page.locator("#found").is_hidden()


def test_search_says_when_nothing_is_found(article: nx.MultiDiGraph, open_page: Open) -> None:
    opened = open_page(article)
    opened.page.locator("#find").fill("zzz")
    assert opened.page.locator("#found").inner_text() == "Nothing of that name here"


def test_the_date_shows_what_was_claimed_then_and_what_is_presumed_later(
    article: nx.MultiDiGraph, open_page: Open
) -> None:
    opened = open_page(article)
    state = opened.page.locator("#as-of")
    assert state.inner_text() == "as of 3 August 2023: 88 lines, 8 by rule"
    opened.page.locator("#on").fill("2023-08-02")
    opened.page.locator("#on").blur()
    # Only that Kagarlitsky opposes the invasion is dated earlier: 24 February 2022.
    assert opened.shown() == 1
    assert state.inner_text() == "as of 2 August 2023: 1 line"
    opened.page.locator("#on").fill("2024-08-03")
    opened.page.locator("#on").blur()
    # 36 stated positions and one membership last without a known end.
    assert state.inner_text() == "as of 3 August 2024: 88 lines, 37 presumed, 8 by rule"
    assert "on=2024-08-03" in opened.page.url


def test_a_position_with_an_end_is_gone_after_it(article: nx.MultiDiGraph, open_page: Open) -> None:
    edges = list(article.edges(keys=True, data=True))
    ending = next(data for *_, data in edges if data["kind"] == "position" and not data["inferred"])
    ending["valid_through"] = "2023-12-31"
    opened = open_page(article)
    opened.page.evaluate("stancegraph.change('date', { on: '2023-12-31' })")
    assert opened.shown() == 88
    opened.page.evaluate("stancegraph.change('date', { on: '2024-01-01' })")
    assert opened.shown() == 87


def test_entries_of_the_key_filter_picture_and_table(
    article: nx.MultiDiGraph, open_page: Open
) -> None:
    opened = open_page(article)
    rows = opened.page.locator("#rows tbody tr")
    assert rows.count() == 88
    key = opened.page.locator("[data-filter='certainty:inferred']")
    key.click()
    assert key.get_attribute("aria-pressed") == "false"
    assert rows.count() == 80
    key.click()
    opened.page.locator("[data-filter='kind:petition']").click()
    # Lines from or to a petition: 15 clauses, 13 acts, 3 parts.
    assert rows.count() == 88 - 15 - 13 - 3
    assert (
        opened.page.locator("#rows caption").inner_text() == "57 of 88 lines, as of 3 August 2023"
    )


def test_the_table_sorts_and_opens_the_panel(article: nx.MultiDiGraph, open_page: Open) -> None:
    opened = open_page(article)
    heads = opened.page.locator("#rows tbody th")
    assert heads.first.inner_text() == "Adam Novak"
    opened.page.locator("[data-sort=from]").click()
    assert heads.first.inner_text() == "Western states should supply arms to Ukraine"
    header = opened.page.locator("#rows thead th").first
    assert header.get_attribute("aria-sort") == "descending"
    button = opened.page.locator("#rows tbody .open").first
    button.focus()
    opened.page.keyboard.press("Enter")
    assert "“Western states should supply arms to Ukraine” entails" in opened.panel()
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#panel").is_hidden()
    assert button.evaluate("one => one === document.activeElement")


def test_the_picture_is_walked_by_arrow_keys(article: nx.MultiDiGraph, open_page: Open) -> None:
    opened = open_page(article)
    net = opened.page.locator("#net")
    net.focus()
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight"):
        opened.page.keyboard.press(key)
        seen.append(opened.page.locator("#spoken").inner_text())
    assert len(set(seen)) == 4
    opened.page.keyboard.press("Enter")
    title = opened.page.locator("#panel-title").inner_text()
    assert seen[-1].startswith(title)
    assert opened.page.evaluate("document.activeElement.id") == "panel-title"
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.id") == "net"


def test_every_node_is_reached_by_tab_and_enter(article: nx.MultiDiGraph, open_page: Open) -> None:
    opened = open_page(article)
    buttons = opened.page.locator("#names button")
    assert buttons.count() == 50
    buttons.first.focus()
    opened.page.keyboard.press("Tab")
    label = opened.page.evaluate("document.activeElement.textContent")
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#panel-title").inner_text() == label
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.textContent") == label


def test_an_address_opens_the_same_view(article: nx.MultiDiGraph, open_page: Open) -> None:
    node = "https://w3id.org/stancegraph/id/organisation/rabkor"
    opened = open_page(article, fragment=f"#on=2024-01-01&node={node}")
    assert opened.page.locator("#panel-title").inner_text() == "Rabkor"
    assert opened.page.locator("#as-of").inner_text().startswith("as of 1 January 2024")


def test_the_wheel_scrolls_the_page_and_zooms_with_control(
    article: nx.MultiDiGraph, open_page: Open
) -> None:
    opened = open_page(article)
    before = opened.page.evaluate("stancegraph.scale()")
    opened.page.mouse.move(700, 400)
    opened.page.mouse.wheel(0, 200)
    opened.until("scrollY > 0")
    assert opened.page.evaluate("stancegraph.scale()") == before
    opened.page.keyboard.down("Control")
    opened.page.mouse.wheel(0, -200)
    opened.page.keyboard.up("Control")
    opened.until(f"stancegraph.scale() > {before}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("panel", [False, True])
def test_axe_finds_no_violation(
    article: nx.MultiDiGraph,
    open_page: Open,
    scheme: Literal["light", "dark"],
    size: tuple[int, int],
    *,
    panel: bool,
) -> None:
    opened = open_page(article, scheme=scheme, size=size)
    if size[0] < 900:
        opened.page.locator("#key > summary").click()
    if panel:
        opened.page.evaluate(
            "stancegraph.select('node', "
            "stancegraph.nodes.find(n => n.label === 'Stop the War Coalition').id)"
        )
        for summary in opened.page.locator("#panel summary").all()[:3]:
            summary.click()
    opened.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = opened.page.evaluate(
        "axe.run().then(r => r.violations.map(v => "
        "v.id + ': ' + v.nodes.map(n => n.target + n.failureSummary).join()))"
    )
    assert found == []
