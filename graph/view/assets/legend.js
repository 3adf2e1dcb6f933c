'use strict';
// The key: what colours, ends, dashes and shapes mean; its entries filter.
(() => {
  const SG = window.stancegraph;
  const { el, svg, nodes, edges, words } = SG;

  // A sample of a line, as the picture draws it. Colour by class: themes may change.
  const heads = {
    'supports': () => svg('path', { d: 'M34 8l-9-4.5v9z', class: 'solid' }),
    'leans-towards': () => svg('path', { d: 'M34 8l-9-4.5 4 4.5-4 4.5z', class: 'solid' }),
    'ambivalent': () => svg('path', { d: 'M34 8l-5-4.5-5 4.5 5 4.5z', class: 'solid' }),
    'leans-against': () => svg('path', { d: 'M27 3a5 5 0 0 1 0 10', class: 'stroke' }),
    'opposes': () => svg('path', { d: 'M32 2.5v11', class: 'thick' }),
    'declines-to-say': () => svg('circle', { cx: 29, cy: 8, r: 4, class: 'solid' }),
  };
  const sample = (colour, dash, head, width) => svg('svg', { viewBox: '0 0 36 16', width: 36, height: 16, class: `swatch c-${colour}`, 'aria-hidden': 'true', focusable: 'false' },
    svg('line', { x1: 1, y1: 8, x2: head ? 28 : 35, y2: 8, 'stroke-width': width || 2, ...(dash ? { 'stroke-dasharray': dash } : {}) }),
    head && heads[head] ? heads[head]() : null);
  const held = (key) => svg('svg', { viewBox: '0 0 36 16', width: 36, height: 16, class: 'swatch', 'aria-hidden': 'true', focusable: 'false' },
    key === 'position' ? svg('circle', { cx: 6, cy: 8, r: 5, class: 'solid' }) : svg('path', { d: 'M1 2h7l3 3v9H1z', class: 'stroke' }),
    svg('line', { x1: 12, y1: 8, x2: 35, y2: 8, 'stroke-width': 2 }));
  SG.swatch = (edge) => {
    const dash = (SG.lineDash(edge) || []).join(' ');
    if (edge.kind === 'position' || edge.kind === 'clause') return sample(edge.stance || 'act', dash, edge.stance, 2);
    return sample(edge.kind === 'involvement' ? 'act' : 'tie', dash, edge.kind === 'involvement' ? 'supports' : '', 1.4);
  };

  const glyph = (kind) => {
    const ratio = 2;
    const canvas = el('canvas', { width: 28 * ratio, height: 26 * ratio, class: 'glyph', 'aria-hidden': 'true' });
    const paint = () => {
      const ctx = canvas.getContext('2d');
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, 28, 26);
      ctx.fillStyle = ctx.strokeStyle = SG.colours.ink;
      ctx.scale(0.9, 0.9);
      SG.symbols[kind](ctx, 15, 14.5);
    };
    paint();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { SG.readColours(); paint(); });
    return canvas;
  };

  const entry = (group, value, text, picture) => {
    const button = el('button', { type: 'button', class: 'entry-key', 'aria-pressed': 'true', 'data-filter': `${group}:${value}`,
      on: { click: () => button.setAttribute('aria-pressed', String(!SG.toggle(group, value))) } }, picture, el('span', {}, text));
    return el('li', {}, button);
  };
  const group = (title, entries) => entries.length
    ? el('div', { class: 'key-group' }, el('h3', {}, title), el('ul', {}, ...entries)) : null;

  const present = (list, value) => { const found = new Set(list.map(value)); return ([key]) => found.has(key); };
  const stanceEntries = Object.entries(words.stances).filter(present(edges, (edge) => edge.stance))
    .map(([key, text]) => entry('stance', key, text, sample(key, '', key, 2)));
  const certaintyEntries = [
    ['stated', 'on record', ''], ['presumed', 'presumed to go on', '6 3'], ['inferred', 'by rule, not stated', '1.5 4'],
  ].map(([key, text, dash]) => entry('certainty', key, text, sample('act', dash, '', 2.2)));
  const lineEntries = [
    ['position', 'positions'], ['clause', 'petition texts (thick: demands)'],
    ['involvement', 'who did what'], ['link', 'statement to statement'], ['tie', 'member, part, named after'],
  ].filter(present(edges, SG.line)).map(([key, text]) => entry('line', key, text,
    key === 'position' || key === 'clause' ? held(key) : sample(key === 'involvement' ? 'act' : 'tie', '', key === 'involvement' ? 'supports' : '', key === 'involvement' ? 1.5 : 1)));
  const kindEntries = Object.entries(words.kinds).filter(present(nodes, (node) => node.kind))
    .map(([key, text]) => entry('kind', key, text, glyph(key)));

  document.getElementById('key-groups').append(...[
    group('Stance', stanceEntries), group('How sure', certaintyEntries), group('Lines', lineEntries), group('Shapes', kindEntries),
  ].filter(Boolean));
  if (matchMedia('(max-width: 900px)').matches) document.getElementById('key').open = false;
})();
