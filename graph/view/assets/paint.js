'use strict';
// How nodes and cards look on the canvas. Colours come from the style sheet.
(() => {
  const SG = window.stancegraph;
  const FONT = 13;
  const LINE = 16;
  const face = getComputedStyle(document.documentElement).getPropertyValue('--face').trim() || 'sans-serif';

  const names = ['paper', 'ink', 'soft', 'faint', 'cell', 'cell-line', 'card', 'card-line', 'call', 'call-line',
    'accent', 'act', 'tie', 'supports', 'leans-towards', 'ambivalent', 'leans-against', 'opposes', 'declines-to-say'];
  SG.colours = {};
  SG.readColours = () => {
    const style = getComputedStyle(document.documentElement);
    for (const name of names) SG.colours[name] = style.getPropertyValue(`--${name}`).trim();
  };
  SG.readColours();

  const C = SG.colours;
  const write = (ctx, lines, x, y, width, bold) => {
    ctx.font = `${bold ? '600 ' : ''}${FONT}px ${face}`;
    ctx.textBaseline = 'middle';
    lines.forEach((line, at) => ctx.fillText(line, x, y + (at - (lines.length - 1) / 2) * LINE, width));
  };

  const rounded = (ctx, x, y, w, h, r) => { ctx.beginPath(); ctx.roundRect(x, y, w, h, r); };
  const sheet = (ctx, x, y, w, h) => {
    const fold = 12;
    ctx.beginPath();
    ctx.moveTo(x, y); ctx.lineTo(x + w - fold, y); ctx.lineTo(x + w, y + fold);
    ctx.lineTo(x + w, y + h); ctx.lineTo(x, y + h); ctx.closePath();
  };

  // Symbols of about 24 by 24, centre at x, y; also drawn into the key.
  const symbols = {
    organisation(ctx, x, y) {
      ctx.beginPath(); ctx.arc(x, y, 10, 0, 7); ctx.fill();
    },
    person(ctx, x, y) {
      ctx.beginPath(); ctx.arc(x, y - 5.5, 5, 0, 7); ctx.fill();
      ctx.beginPath(); ctx.moveTo(x - 10, y + 11);
      ctx.bezierCurveTo(x - 10, y - 1, x + 10, y - 1, x + 10, y + 11); ctx.closePath(); ctx.fill();
    },
    group(ctx, x, y) {
      ctx.save(); ctx.fillStyle = C.paper; ctx.lineWidth = 1.8; ctx.setLineDash([3.5, 2.6]);
      ctx.beginPath(); ctx.arc(x, y, 10.5, 0, 7); ctx.fill(); ctx.stroke(); ctx.restore();
      for (const [dx, dy] of [[0, -3.6], [-3.8, 3], [3.8, 3]]) {
        ctx.beginPath(); ctx.arc(x + dx, y + dy, 2.4, 0, 7); ctx.fill();
      }
    },
    event(ctx, x, y) {
      ctx.beginPath(); ctx.moveTo(x, y - 11); ctx.lineTo(x + 11, y); ctx.lineTo(x, y + 11); ctx.lineTo(x - 11, y);
      ctx.closePath(); ctx.fill();
    },
    topic(ctx, x, y) { for (const dy of [-6, -1, 4]) ctx.fillRect(x - 9, y + dy, 18, 2.4); },
    petition(ctx, x, y) {
      sheet(ctx, x - 8, y - 10, 17, 21); ctx.save(); ctx.fillStyle = C.call; ctx.strokeStyle = C['call-line'];
      ctx.lineWidth = 1.6; ctx.fill(); ctx.stroke(); ctx.restore();
    },
    campaign(ctx, x, y) { rounded(ctx, x - 11, y - 6, 22, 12, 6); ctx.fill(); },
    proposition(ctx, x, y) {
      rounded(ctx, x - 11, y - 7, 22, 14, 3); ctx.save(); ctx.fillStyle = C.cell; ctx.strokeStyle = C.soft;
      ctx.lineWidth = 1.5; ctx.fill(); ctx.stroke(); ctx.restore();
    },
  };
  SG.symbols = symbols;

  const boxed = (ctx, node, x, y) => {
    const [left, top] = [x - node.w / 2, y - node.h / 2];
    let ink = C.ink;
    if (node.kind === 'campaign') {
      rounded(ctx, left, top, node.w, node.h, Math.min(node.h / 2, 18));
      ctx.fillStyle = C.ink; ctx.fill(); ink = C.paper;
    } else if (node.kind === 'petition') {
      sheet(ctx, left, top, node.w, node.h);
      ctx.fillStyle = C.call; ctx.strokeStyle = C['call-line']; ctx.lineWidth = 1.4; ctx.fill(); ctx.stroke();
    } else {
      rounded(ctx, left, top, node.w, node.h, 5);
      ctx.fillStyle = C.cell; ctx.strokeStyle = C['cell-line']; ctx.lineWidth = 1; ctx.fill(); ctx.stroke();
    }
    ctx.fillStyle = ink;
    ctx.textAlign = 'center';
    write(ctx, node.lines, x, y, node.w - 16, node.kind !== 'proposition');
  };

  // From far away a symbol is drawn larger, and a statement solid: none may vanish.
  const far = (ctx, node, x, y, size) => {
    ctx.save();
    ctx.translate(x, y); ctx.scale(size, size);
    if (node.kind === 'proposition') { ctx.fillStyle = C.soft; ctx.fillRect(-9, -6, 18, 12); }
    else if (node.kind === 'organisation') { ctx.beginPath(); ctx.arc(0, 0, 9, 0, 7); ctx.fill(); }
    else symbols[node.kind](ctx, 0, 0);
    ctx.restore();
  };
  const labelled = (ctx, node, x, y, scale) => {
    ctx.fillStyle = C.ink; ctx.strokeStyle = C.ink;
    if (SG.meta.mode === 'cloud' && scale < 0.4) far(ctx, node, x, y, Math.min(3.5, 0.32 / scale));
    else symbols[node.kind](ctx, x, y);
    // Where thousands share the picture, words come when they can be read.
    if (SG.meta.mode === 'cloud' && scale * FONT < 8.5 && !SG.near(node.id)) return;
    ctx.save();
    if (SG.meta.mode === 'cloud' && scale * FONT < 10) {
      const larger = 10 / (scale * FONT);
      ctx.translate(x, y); ctx.scale(larger, larger); ctx.translate(-x, -y);
    }
    beside(ctx, node, x, y);
    ctx.restore();
  };
  const beside = (ctx, node, x, y) => {
    const gap = node.w / 2 + 7;
    ctx.textAlign = { l: 'right', r: 'left' }[node.side] || 'center';
    const lx = node.side === 'l' ? x - gap : node.side === 'r' ? x + gap : x;
    const ly = node.side === 'b' ? y + node.h / 2 + 3 + node.lines.length * LINE / 2 : y;
    ctx.save();
    ctx.lineJoin = 'round'; ctx.lineWidth = 4; ctx.strokeStyle = C.paper;
    ctx.font = `${FONT}px ${face}`; ctx.textBaseline = 'middle';
    node.lines.forEach((line, at) => ctx.strokeText(line, lx, ly + (at - (node.lines.length - 1) / 2) * LINE, 170));
    ctx.restore();
    write(ctx, node.lines, lx, ly, 170, false);
  };

  const ring = (ctx, node, x, y, width) => {
    ctx.strokeStyle = C.accent; ctx.lineWidth = width;
    if (node.side === 'i') rounded(ctx, x - node.w / 2 - 3, y - node.h / 2 - 3, node.w + 6, node.h + 6, 7);
    else { ctx.beginPath(); ctx.arc(x, y, 16, 0, 7); }
    ctx.stroke();
  };

  SG.paintNode = (ctx, id, x, y) => {
    const node = SG.nodes[id];
    const { selected, cursor, hovered } = SG.state;
    ctx.globalAlpha = SG.isDim(id) ? 0.28 : 1;
    if (node.side === 'i') boxed(ctx, node, x, y);
    else labelled(ctx, node, x, y, SG.scale());
    ctx.globalAlpha = 1;
    if (selected && selected.type === 'node' && selected.id === id) ring(ctx, node, x, y, 3);
    else if (cursor === id || hovered === id) ring(ctx, node, x, y, 2);
  };

  SG.paintCards = (ctx) => {
    for (const card of SG.cards) {
      rounded(ctx, card.x, card.y, card.w, card.h, 8);
      ctx.fillStyle = C.card; ctx.strokeStyle = C['card-line']; ctx.lineWidth = 1; ctx.fill(); ctx.stroke();
    }
  };
  // Headings come last, so that no line runs through them, and stay readable when far away.
  SG.paintHeadings = (ctx) => {
    const cloud = SG.meta.mode === 'cloud';
    const size = Math.min(cloud ? 120 : 22, Math.max(12.5, 10.5 / SG.scale()));
    for (const card of SG.cards) {
      ctx.font = `600 ${size}px ${face}`; ctx.textAlign = 'left'; ctx.textBaseline = 'alphabetic';
      const wide = Math.min(ctx.measureText(card.title).width, card.w - 24);
      // Too large for its place in the card, a heading stands above it.
      const y = size > 22 ? card.y - size * 0.4 : card.y + 20;
      ctx.fillStyle = size > 22 ? C.paper : C.card;
      ctx.fillRect(card.x + 7, y - size, wide + 10, size + 5);
      ctx.fillStyle = C.soft;
      ctx.fillText(card.title, card.x + 12, y, card.w - 24);
    }
  };
  SG.font = (size) => `${size}px ${face}`;

  SG.box = (node) => {
    const pad = 3;
    let [l, t, r, b] = [node.x - node.w / 2, node.y - node.h / 2, node.x + node.w / 2, node.y + node.h / 2];
    if (node.side !== 'i') {
      const high = node.lines.length * LINE;
      const wide = 160;
      if (node.side === 'b') { l = Math.min(l, node.x - wide / 2); r = Math.max(r, node.x + wide / 2); b += 3 + high; }
      else {
        t = Math.min(t, node.y - high / 2); b = Math.max(b, node.y + high / 2);
        if (node.side === 'l') l -= 7 + wide; else r += 7 + wide;
      }
    }
    return [l - pad, t - pad, r + pad, b + pad];
  };
})();
