'use strict';
// How lines look; and, where thousands must be fast, their painting and finding.
(() => {
  const SG = window.stancegraph;
  const { nodes, edges } = SG;
  const C = SG.colours;

  const refusing = (edge) => /^(declined|criticised)/.test(edge.act || edge.label);
  SG.lineHead = (edge) => {
    if (edge.kind === 'position' || edge.kind === 'clause') return edge.stance || 'supports';
    if (edge.kind === 'involvement') return refusing(edge) ? 'opposes' : 'supports';
    if (edge.kind === 'link') return /^incompat/.test(edge.act || edge.label) ? 'opposes' : /^same/.test(edge.act || edge.label) ? '' : 'supports';
    return '';
  };
  SG.lineColour = (edge) => {
    if (edge.kind === 'position' || edge.kind === 'clause') return C[edge.stance] || C.act;
    return edge.kind === 'involvement' ? C.act : C.tie;
  };
  SG.lineDash = (edge) => ({ inferred: [1.5, 4.5], presumed: [9, 4] })[SG.certainty(edge)] || null;
  SG.lineWidth = (edge) => {
    if (edge.kind === 'position') return { inferred: 1.5, presumed: 1.8 }[SG.certainty(edge)] || 2.2;
    if (edge.kind === 'clause') return { demands: 2.2, affirms: 1.6 }[edge.mode] || 1;
    return edge.kind === 'involvement' ? 1.3 : 1;
  };

  // Lines between the same two nodes bend apart.
  const bends = new Map();
  for (const edge of edges) {
    const pair = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`;
    edge.nth = bends.get(pair) || 0;
    bends.set(pair, edge.nth + 1);
  }
  // The end of a line, pointing along [dx, dy] at x, y: a shape for each stance.
  SG.paintHead = (ctx, shape, x, y, dx, dy, size) => {
    const at = (along, across) => [x - dx * along - dy * across, y - dy * along + dx * across];
    ctx.beginPath();
    if (shape === 'opposes') {
      ctx.moveTo(...at(1.5, -size)); ctx.lineTo(...at(1.5, size)); ctx.lineWidth = 3; ctx.stroke();
    } else if (shape === 'leans-against') {
      ctx.arc(...at(size + 1, 0), size, Math.atan2(dy, dx) - 1.3, Math.atan2(dy, dx) + 1.3); ctx.lineWidth = 2.2; ctx.stroke();
    } else if (shape === 'declines-to-say') {
      ctx.arc(...at(size * 0.8, 0), size * 0.8, 0, 7); ctx.fill();
    } else {
      const back = { 'leans-towards': 0.9, 'ambivalent': 2 }[shape] || 1.6;
      const sides = shape === 'ambivalent' ? size : size * 1.6;
      ctx.moveTo(...at(0, 0)); ctx.lineTo(...at(sides, size * 0.85)); ctx.lineTo(...at(back * size, 0)); ctx.lineTo(...at(sides, -size * 0.85));
      ctx.fill();
    }
  };

  // A line of the cloud: straight, or bent away from the others of its pair.
  const bend = (edge) => {
    const [a, b] = [nodes[edge.from], nodes[edge.to]];
    const out = edge.nth ? (edge.nth % 2 ? 1 : -1) * (0.2 + 0.12 * edge.nth) * (edge.from < edge.to ? 1 : -1) : 0;
    return { a, b, x: (a.x + b.x) / 2 - (b.y - a.y) * out, y: (a.y + b.y) / 2 + (b.x - a.x) * out };
  };
  const along = ({ a, b, x, y }, t) => {
    const [p, q, r] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    return { x: p * a.x + q * x + r * b.x, y: p * a.y + q * y + r * b.y };
  };
  SG.pointOnCloudLine = (edge, t) => along(bend(edge), t);

  const outside = ({ a, b, x, y }, [left, top, right, bottom]) =>
    Math.max(a.x, b.x, x) < left || Math.min(a.x, b.x, x) > right || Math.max(a.y, b.y, y) < top || Math.min(a.y, b.y, y) > bottom;

  // Lines of one look make one path; slice by slice, so that no stance covers all others.
  const SLICE = 400;
  SG.paintCloudLines = (ctx, view, scale, isDim, chosen) => {
    const near = scale >= 0.4;
    const rounds = [[], []];
    for (const edge of edges) if (SG.isShown(edge)) rounds[isDim(edge) ? 0 : 1].push(edge);
    ctx.save();
    rounds.forEach((held, bright) => {
      for (let start = 0; start < held.length; start += SLICE) {
        const looks = new Map();
        const inView = ({ x, y }) => x >= view[0] && x <= view[2] && y >= view[1] && y <= view[3];
        for (const edge of held.slice(start, start + SLICE)) {
          const curve = bend(edge);
          if (outside(curve, view)) continue;
          // Close up, a line that only passes through stands back.
          const passing = near && !inView(curve.a) && !inView(curve.b);
          const key = `${passing} ${edge.kind} ${edge.stance} ${SG.certainty(edge)} ${edge.mode} ${edge.id === chosen}`;
          if (!looks.has(key)) looks.set(key, []);
          looks.get(key).push([edge, curve]);
        }
        for (const [key, same] of looks) paintLook(ctx, same, scale, near, bright && !key.startsWith('true'), same[0][0].id === chosen);
      }
    });
    ctx.restore();
  };
  const paintLook = (ctx, same, scale, near, bright, chosen) => {
    const [first] = same[0];
    ctx.globalAlpha = bright ? (first.inferred ? 0.8 : 1) : 0.12;
    ctx.strokeStyle = ctx.fillStyle = SG.lineColour(first);
    ctx.lineWidth = SG.lineWidth(first) + (chosen ? Math.max(2, 2 / scale) : 0);
    // Dashes that nobody can see cost most of the time.
    ctx.setLineDash((near && SG.lineDash(first)) || []);
    ctx.beginPath();
    for (const [edge, { a, b, x, y }] of same) {
      ctx.moveTo(a.x, a.y);
      if (edge.nth) ctx.quadraticCurveTo(x, y, b.x, b.y); else ctx.lineTo(b.x, b.y);
    }
    ctx.stroke();
    const shape = SG.lineHead(first);
    if (!near || !shape) return;
    ctx.setLineDash([]);
    for (const [, { b, x, y }] of same) {
      const far = Math.hypot(b.x - x, b.y - y) || 1;
      const [dx, dy] = [(b.x - x) / far, (b.y - y) / far];
      SG.paintHead(ctx, shape, b.x - dx * 13, b.y - dy * 13, dx, dy, 5);
    }
  };

  SG.cloudLineAt = (spot, reach) => {
    let best = null;
    let least = reach;
    for (const edge of edges) {
      if (!SG.isShown(edge)) continue;
      const curve = bend(edge);
      if (outside(curve, [spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach])) continue;
      const parts = edge.nth ? 12 : 1;
      let from = curve.a;
      for (let part = 1; part <= parts; part += 1) {
        const to = along(curve, part / parts);
        const [dx, dy] = [to.x - from.x, to.y - from.y];
        const t = Math.min(1, Math.max(0, ((spot.x - from.x) * dx + (spot.y - from.y) * dy) / (dx * dx + dy * dy || 1)));
        const off = Math.hypot(from.x + t * dx - spot.x, from.y + t * dy - spot.y);
        if (off < least) { least = off; best = edge; }
        from = to;
      }
    }
    return best;
  };
})();
