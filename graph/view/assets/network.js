'use strict';
// The picture: vis-network draws lines, moves the view and finds what is pointed at.
(() => {
  const SG = window.stancegraph;
  const { nodes, edges, state } = SG;
  const C = SG.colours;
  const frame = document.getElementById('net');
  const argument = SG.meta.mode === 'argument';
  let network = null;
  let focus = null;

  const stacked = (edge) =>
    argument && nodes[edge.from].side === 'i' && nodes[edge.to].side === 'i' && edge.kind === 'link' &&
    Math.abs(nodes[edge.from].x - nodes[edge.to].x) < 2;
  const smooth = (edge) => {
    const [from, to] = [nodes[edge.from], nodes[edge.to]];
    if (Math.abs(from.x - to.x) < 2 && from.side !== 'i') {
      const inward = (from.side === 'l') === (to.y > from.y);
      return { enabled: true, type: inward ? 'curvedCW' : 'curvedCCW', roundness: 0.25 };
    }
    const down = (edge.kind === 'clause' || edge.kind === 'part') && from.side === 'i';
    return { enabled: true, type: 'cubicBezier', forceDirection: down ? 'vertical' : 'horizontal', roundness: 0.5 };
  };

  SG.near = (id) => focus !== null && focus.nodes.has(id);
  SG.isDim = (id) => {
    const node = nodes[id];
    if (!SG.isNodeShown(node)) return true;
    return focus !== null && !focus.nodes.has(id);
  };
  const isDimEdge = (edge) => focus !== null && !focus.edges.has(edge.id);

  const look = (edge) => {
    const hidden = !SG.isShown(edge) || stacked(edge);
    const chosen = state.selected && state.selected.type === 'edge' && state.selected.id === edge.id;
    return {
      id: edge.id, from: edge.ends ? `a${edge.id}` : edge.from, to: edge.ends ? `b${edge.id}` : edge.to, hidden,
      color: { color: SG.lineColour(edge), opacity: isDimEdge(edge) ? 0.1 : edge.inferred ? 0.8 : 1 },
      width: SG.lineWidth(edge) + (chosen ? 2 : 0),
      dashes: SG.lineDash(edge) || false,
      smooth: smooth(edge),
    };
  };

  // In the cloud vis-network holds no lines: reading 6,000 of them takes it half a second.
  const lines = new vis.DataSet(argument ? edges.map(look) : []);
  const ctxRenderer = ({ ctx, id, x, y }) => ({
    drawNode() { SG.paintNode(ctx, id, x, y); },
    nodeDimensions: { width: nodes[id].w, height: nodes[id].h },
  });
  const points = new vis.DataSet(nodes.map(({ id, x, y }) => ({ id, x, y, shape: 'custom', ctxRenderer })));

  // Each end of a line is a point of its own, so that ends stand side by side.
  const port = (id, x, y) => ({ id, x, y, shape: 'custom', ctxRenderer: () => ({ drawNode() {}, nodeDimensions: { width: 0.1, height: 0.1 } }) });
  points.add(edges.filter((edge) => edge.ends).flatMap(({ id, ends: [x1, y1, x2, y2] }) => [port(`a${id}`, x1, y1), port(`b${id}`, x2, y2)]));

  network = new vis.Network(frame, { nodes: points, edges: lines }, {
    physics: false,
    layout: { improvedLayout: false },
    autoResize: false,
    nodes: { chosen: false, labelHighlightBold: false },
    edges: { smooth: false, color: { inherit: false }, chosen: false, selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false, endPointOffset: { to: -1 } },
    interaction: { hover: nodes.length < 800, dragNodes: false, selectConnectedEdges: false, tooltipDelay: 1e9 },
  });
  const redraw = () => network.body.emitter.emit('_requestRedraw');
  SG.network = network;
  SG.scale = () => (network ? network.getScale() : 1);

  // Where the place of a line is asked for: a curve of vis-network, or a bracket of ours.
  const bracket = (edge) => {
    const [x1, y1, x2, y2] = edge.ends;
    const out = Math.max(x1, x2) + 16 + 6 * (edge.id % 3);
    return [[x1, y1], [out, y1], [out, y2], [x2, y2]];
  };
  SG.pointOn = (edge, t) => {
    if (stacked(edge)) {
      const [, b, c] = bracket(edge);
      return { x: b[0], y: b[1] + (c[1] - b[1]) * t };
    }
    return argument ? network.body.edges[edge.id].edgeType.getPoint(t) : SG.pointOnCloudLine(edge, t);
  };

  const paintBrackets = (ctx) => {
    for (const edge of edges) {
      if (!stacked(edge) || !SG.isShown(edge)) continue;
      const [a, b, c, d] = bracket(edge);
      ctx.save();
      ctx.globalAlpha = isDimEdge(edge) ? 0.12 : 1;
      ctx.strokeStyle = ctx.fillStyle = SG.lineColour(edge);
      ctx.lineWidth = state.selected && state.selected.type === 'edge' && state.selected.id === edge.id ? 3 : 1.3;
      ctx.beginPath(); ctx.moveTo(...a); ctx.lineTo(...b); ctx.lineTo(...c); ctx.lineTo(...d); ctx.stroke();
      ctx.restore();
    }
  };

  const paintHeads = (ctx) => {
    for (const edge of edges) {
      const shape = SG.lineHead(edge);
      if (!shape || !edge.ends || !SG.isShown(edge)) continue;
      const [, y1, x2, y2] = edge.ends;
      const node = nodes[edge.to];
      const level = Math.abs(Math.abs(x2 - node.x) - node.w / 2) < 0.2;
      const [dx, dy] = stacked(edge) ? [-1, 0] : level ? [Math.sign(node.x - x2), 0] : [0, Math.sign(node.y - y2) || Math.sign(y2 - y1)];
      ctx.save();
      ctx.globalAlpha = isDimEdge(edge) ? 0.12 : 1;
      ctx.strokeStyle = ctx.fillStyle = SG.lineColour(edge);
      const small = edge.kind === 'involvement' || edge.kind === 'link' || edge.mode === 'mentions' || edge.inferred;
      SG.paintHead(ctx, shape, x2 - dx, y2 - dy, dx, dy, small ? 4 : 5);
      ctx.restore();
    }
  };

  // A line behind a box shines through a little, so that the eye can follow it.
  const paintThrough = (ctx) => {
    if (!argument) return;
    ctx.save();
    ctx.beginPath();
    for (const { x, y, w, h, side } of nodes) if (side === 'i') ctx.rect(x - w / 2 + 1, y - h / 2 + 1, w - 2, h - 2);
    ctx.clip();
    for (const edge of edges) {
      if (!SG.isShown(edge) || stacked(edge) || isDimEdge(edge)) continue;
      ctx.globalAlpha = focus ? 0.5 : 0.16;
      ctx.strokeStyle = SG.lineColour(edge);
      ctx.lineWidth = SG.lineWidth(edge);
      ctx.setLineDash(SG.lineDash(edge) || []);
      ctx.beginPath();
      for (let step = 0; step <= 30; step += 1) {
        const { x, y } = SG.pointOn(edge, step / 30);
        ctx.lineTo(x, y);
      }
      ctx.stroke();
    }
    ctx.restore();
  };

  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  // Words on lines, where they hide neither a node nor another word.
  const paintWords = (ctx) => {
    const wanted = edges.filter((edge) => SG.isShown(edge) && (focus ? focus.edges.has(edge.id) : state.words));
    if (!wanted.length || wanted.length > 400) return;
    const scale = SG.scale();
    const size = Math.min(16, Math.max(11, 10 / scale));
    const taken = argument ? nodes.map(SG.box).concat(SG.cards.map((card) => [card.x, card.y, card.x + card.w * 0.7, card.y + 26])) : [];
    ctx.font = SG.font(size); ctx.textAlign = 'center'; ctx.textBaseline = 'middle'; ctx.lineJoin = 'round';
    for (const edge of wanted) {
      const text = SG.words.word(edge).replace(/ \(.*/, '');
      const half = ctx.measureText(text).width / 2 + 3;
      for (const t of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.12, 0.88]) {
        const { x, y } = SG.pointOn(edge, t);
        const room = [x - half, y - size * 0.65, x + half, y + size * 0.65];
        if (taken.some((other) => overlap(room, other))) continue;
        taken.push(room);
        ctx.lineWidth = 4; ctx.strokeStyle = C.paper; ctx.strokeText(text, x, y);
        ctx.fillStyle = edge.stance ? SG.lineColour(edge) : C.soft; ctx.fillText(text, x, y);
        break;
      }
    }
  };
  // While a large picture moves, its lines wait.
  let moving = 0;
  const rest = () => { moving = 0; redraw(); };
  const move = (time) => { if (edges.length > 3000) { clearTimeout(moving); moving = setTimeout(rest, time); } };
  network.on('dragging', () => move(400));
  network.on('dragEnd', () => { if (moving) move(0); });
  network.on('zoom', () => move(250));
  const paintCloudLines = (ctx) => {
    if (argument || moving) return;
    const a = network.DOMtoCanvas({ x: 0, y: 0 });
    const b = network.DOMtoCanvas({ x: frame.clientWidth, y: frame.clientHeight });
    const chosen = state.selected && state.selected.type === 'edge' ? state.selected.id : null;
    SG.paintCloudLines(ctx, [a.x, a.y, b.x, b.y], SG.scale(), isDimEdge, chosen);
  };
  network.on('beforeDrawing', (ctx) => { SG.paintCards(ctx); paintCloudLines(ctx); });
  network.on('afterDrawing', (ctx) => { paintThrough(ctx); paintBrackets(ctx); paintHeads(ctx); SG.paintHeadings(ctx); paintWords(ctx); });

  const restyle = () => {
    const { selected, hovered } = state;
    const centre = selected || (hovered !== null ? { type: 'node', id: hovered } : null);
    focus = null;
    if (centre) {
      const mine = centre.type === 'edge' ? [edges[centre.id]] : nodes[centre.id].edges.filter(SG.isShown);
      focus = { edges: new Set(mine.map((edge) => edge.id)), nodes: new Set(mine.flatMap((edge) => [edge.from, edge.to])) };
      if (centre.type === 'node') focus.nodes.add(centre.id);
    }
    if (argument) lines.update(edges.map(look));
    redraw();
  };

  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const animation = () => (still.matches || document.hidden ? false : { duration: 250, easingFunction: 'easeInOutQuad' });
  const resize = () => {
    // As tall as the width asks for, but little more than the window shows; a cloud no more.
    const [left, top, right, bottom] = SG.meta.extent;
    const room = innerWidth <= 900 ? 0.62 * innerHeight : argument ? 1.2 * (innerHeight - 108) : innerHeight - 170;
    frame.style.height = `${Math.round(Math.max(260, Math.min(room, 24 + frame.clientWidth * (bottom - top) / Math.max(right - left, 1))))}px`;
    const box = frame.getBoundingClientRect();
    network.setSize(`${Math.floor(box.width)}px`, `${Math.floor(box.height)}px`);
  };
  const fitted = () => {
    const [left, top, right, bottom] = SG.meta.extent;
    const pad = 12;
    return {
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.min(1.6, (frame.clientWidth - 2 * pad) / Math.max(right - left, 1),
        (frame.clientHeight - 2 * pad) / Math.max(bottom - top, 1)),
    };
  };
  SG.fit = (moving) => { resize(); network.moveTo({ ...fitted(), animation: moving ? animation() : false }); redraw(); };
  SG.zoom = (factor) => network.moveTo({ scale: Math.min(4, Math.max(fitted().scale * 0.6, network.getScale() * factor)), animation: animation() });

  // Bring a box into the part of the picture that the panel leaves free.
  let before = null;
  SG.show = (wanted, least) => {
    let [left, top, right, bottom] = wanted;
    const panel = document.getElementById('panel').getBoundingClientRect();
    const box = frame.getBoundingClientRect();
    const sheet = panel.width && panel.top > box.top + 80;
    const wide = panel.width && !sheet ? Math.min(box.width, panel.left - box.left) : box.width;
    const high = sheet ? Math.max(120, Math.min(box.height, panel.top - box.top)) : box.height;
    const now = network.getScale();
    const readable = now * 13 >= (argument ? 6 : 9);
    const a = network.canvasToDOM({ x: left, y: top });
    const b = network.canvasToDOM({ x: right, y: bottom });
    if (readable && a.x >= 0 && b.x <= wide && a.y >= 0 && b.y <= high) return;
    const fit = () => Math.min((wide - 30) / (right - left), (high - 30) / (bottom - top));
    if (least && fit() < Math.min(now, 0.5)) [left, top, right, bottom] = least;
    const fits = fit();
    const scale = Math.min(readable ? now : argument ? 0.75 : 0.9, fits);
    before = before || { position: network.getViewPosition(), scale: now };
    const position = { x: (left + right) / 2 + (box.width - wide) / 2 / scale, y: (top + bottom) / 2 + (box.height - high) / 2 / scale };
    if (scale === now) {
      // No further than needed, and where it fits into the part that the window shows.
      const nearest = (from, to, low, high) => (from < low ? low - from : to > high ? Math.max(high - to, low - from) : 0);
      const { x, y } = network.getViewPosition();
      const over = Math.max(0, -box.top);
      const under = Math.min(high, innerHeight - box.top);
      const seen = (bottom - top) * scale + 30 < under - over ? [over + 15, under - 15] : [15, high - 15];
      const p = network.canvasToDOM({ x: left, y: top });
      const q = network.canvasToDOM({ x: right, y: bottom });
      position.x = x - nearest(p.x, q.x, 15, wide - 15) / scale;
      position.y = y - nearest(p.y, q.y, ...seen) / scale;
    }
    network.moveTo({ position, scale, animation: animation() });
  };
  const comeBack = () => { if (before) network.moveTo({ ...before, animation: animation() }); before = null; };
  network.on('dragStart', () => { before = null; });
  network.on('zoom', () => { before = null; });

  const nodeAt = (spot) => nodes.findLast((node) => {
    const [l, t, r, b] = SG.box(node);
    if (!argument && SG.scale() * 13 < 8.5) return Math.hypot(spot.x - node.x, spot.y - node.y) < 12 + 4 / SG.scale();
    return spot.x >= l && spot.x <= r && spot.y >= t && spot.y <= b;
  });
  const bracketAt = (spot) => edges.find((edge) => {
    if (!stacked(edge) || !SG.isShown(edge)) return false;
    const [a, b, c] = bracket(edge);
    return spot.x > a[0] + 1 && Math.abs(spot.x - b[0]) < 6 / SG.scale() + 2 && spot.y > Math.min(b[1], c[1]) && spot.y < Math.max(b[1], c[1]);
  });
  network.on('click', (event) => {
    const bridge = bracketAt(event.pointer.canvas);
    const node = nodeAt(event.pointer.canvas);
    const line = argument || node ? null : SG.cloudLineAt(event.pointer.canvas, 5 / SG.scale());
    network.unselectAll();
    if (bridge) SG.select('edge', bridge.id, frame);
    else if (node) SG.select('node', node.id, frame);
    else if (event.edges.length) SG.select('edge', event.edges[0], frame);
    else if (line) SG.select('edge', line.id, frame);
    else SG.clear();
  });
  network.on('doubleClick', (event) => network.moveTo({ position: event.pointer.canvas, scale: Math.min(4, SG.scale() * 1.6), animation: animation() }));
  network.on('hoverNode', (event) => { if (!state.selected && nodes[event.node]) SG.change('hover', { hovered: event.node }); });
  network.on('blurNode', () => { if (state.hovered !== null) SG.change('hover', { hovered: null }); });

  // The wheel scrolls the page; with Ctrl or ⌘ it zooms, as maps in a page do.
  frame.addEventListener('wheel', (event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); }, { capture: true });

  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const next = (from, [dx, dy]) => {
    let best = null;
    let least = Infinity;
    for (const node of nodes) {
      if (node.id === from.id || !SG.isNodeShown(node)) continue;
      const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
      const across = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
      const cost = along + 2.5 * across;
      if (along > 4 && cost < least) { best = node; least = cost; }
    }
    return best;
  };
  const goTo = (node) => {
    SG.change('cursor', { cursor: node.id });
    SG.show(SG.box(node));
    document.getElementById('spoken').textContent =
      `${node.label}, ${SG.words.kinds[node.kind]}, ${node.edges.filter(SG.isShown).length} lines`;
  };
  frame.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !nodes.length) return;
    const here = state.cursor === null ? null : nodes[state.cursor];
    if (steps[event.key]) {
      const there = here ? next(here, steps[event.key]) : nodes.filter(SG.isNodeShown).reduce((a, b) => (a.y + a.x / 4 < b.y + b.x / 4 ? a : b), nodes[0]);
      if (there) goTo(there);
    } else if ((event.key === 'Enter' || event.key === ' ') && here) SG.select('node', here.id, frame);
    else if (event.key === '+' || event.key === '=') SG.zoom(1.25);
    else if (event.key === '-') SG.zoom(0.8);
    else if (event.key === '0') SG.fit(true);
    else return;
    event.preventDefault();
  });
  frame.addEventListener('blur', () => { if (state.cursor !== null) SG.change('cursor', { cursor: null }); });

  SG.onChange((what) => {
    if (what === 'cursor' || what === 'words') redraw();
    else if (what !== 'start' && (what !== 'hover' || edges.length < 1500)) restyle();
    if (what !== 'selection') return;
    if (!state.selected) { comeBack(); return; }
    // Later, when the panel stands: it takes away a part of the picture.
    queueMicrotask(() => {
      if (!state.selected || !focus) return;
      const { type, id } = state.selected;
      const around = (held) => [0, 1, 2, 3].map((side) => Math[side < 2 ? 'min' : 'max'](...held.map((one) => SG.box(one)[side])));
      if (type === 'edge') SG.show(around([nodes[edges[id].from], nodes[edges[id].to]]));
      // With its neighbours where they fit, else alone.
      else SG.show(around([nodes[id], ...(argument ? [...focus.nodes].map((one) => nodes[one]) : [])]), SG.box(nodes[id]));
    });
  });
  const recolour = () => { SG.readColours(); restyle(); };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);
  window.addEventListener('beforeprint', () => { document.documentElement.dataset.print = ''; recolour(); });
  window.addEventListener('afterprint', () => { delete document.documentElement.dataset.print; recolour(); });
  SG.fit(false);
  let width = frame.clientWidth;
  new ResizeObserver(() => { if (frame.clientWidth !== width) { width = frame.clientWidth; SG.fit(false); } }).observe(frame);
  window.addEventListener('resize', () => SG.fit(false));
})();
