'use strict';
// Date, buttons, the address's hash; then everything is drawn.
(() => {
  const SG = window.stancegraph;
  const { link, words, edges, nodes, state } = SG;
  const field = document.getElementById('on');
  const slider = document.getElementById('on-slider');
  const day = 86400000;
  const isDate = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  const iso = (time) => new Date(time).toISOString().slice(0, 10);

  const dates = edges.flatMap((edge) => [edge.known_from, edge.valid_from, edge.valid_through, SG.lastEvidence(edge)]).filter(isDate);
  if (!isDate(state.on)) state.on = dates.length ? dates.reduce((a, b) => (a > b ? a : b)) : '2000-01-01';
  const starts = edges.map((edge) => edge.known_from).filter(isDate);
  // A season before the first statement, and a year after the last: what is then presumed is seen.
  const first = Date.parse([...starts, state.on].reduce((a, b) => (a < b ? a : b))) - 90 * day;
  const last = Date.parse([...dates, state.on].reduce((a, b) => (a > b ? a : b))) + 365 * day;
  slider.min = 0;
  slider.max = Math.round((last - first) / day);

  const report = () => {
    const shown = edges.filter(SG.isShown);
    const count = (what) => shown.filter((edge) => SG.certainty(edge) === what).length;
    const parts = [`as of ${words.date(state.on)}: ${shown.length} ${shown.length === 1 ? 'line' : 'lines'}`];
    if (count('presumed')) parts.push(`${count('presumed')} presumed`);
    if (count('inferred')) parts.push(`${count('inferred')} by rule`);
    document.getElementById('as-of').textContent = parts.join(', ');
  };
  const show = () => {
    field.value = state.on;
    slider.value = Math.round((Date.parse(state.on) - first) / day);
    slider.setAttribute('aria-valuetext', words.date(state.on));
  };
  const hash = () => {
    const parts = new URLSearchParams();
    if (state.on !== SG.meta.on) parts.set('on', state.on);
    if (state.selected) {
      const { type, id } = state.selected;
      parts.set(type, type === 'node' ? nodes[id].iri : edges[id].statement || String(id));
    }
    const text = parts.toString();
    try { history.replaceState(null, '', text ? `#${text}` : location.href.split('#')[0]); } catch { /* a sandboxed page has no history */ }
  };
  let drawn = state.on;
  const restore = () => {
    const parts = new URLSearchParams(location.hash.slice(1));
    if (isDate(parts.get('on') || '')) state.on = parts.get('on');
    show();
    const node = nodes.find((one) => one.iri === parts.get('node'));
    const edge = edges.find((one) => one.statement ? one.statement === parts.get('edge') : String(one.id) === parts.get('edge'));
    SG.change(state.on === drawn ? 'start' : 'date', {});
    drawn = state.on;
    if (node) SG.select('node', node.id);
    else if (edge) SG.select('edge', edge.id);
  };

  field.addEventListener('change', () => { if (isDate(field.value)) SG.change('date', { on: field.value }); else show(); });
  let frame = 0;
  slider.addEventListener('input', () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => SG.change('date', { on: iso(first + slider.value * day) }));
  });
  SG.onChange((what) => {
    if (what === 'date') { drawn = state.on; show(); }
    if (['start', 'date', 'filter'].includes(what)) report();
    if (what === 'date' || what === 'selection') hash();
  });

  const wordsButton = document.getElementById('words');
  wordsButton.addEventListener('click', () => {
    SG.change('words', { words: !state.words });
    wordsButton.setAttribute('aria-pressed', String(state.words));
  });
  document.getElementById('zoom-in').addEventListener('click', () => SG.zoom(1.3));
  document.getElementById('zoom-out').addEventListener('click', () => SG.zoom(1 / 1.3));
  document.getElementById('zoom-fit').addEventListener('click', () => SG.fit(true));

  document.getElementById('reading').textContent = SG.meta.mode === 'argument'
    ? 'How to read it: actors who agree stand on the same side; a topic stands nearer to the side that speaks of it, and in the middle where both do. Places have no other meaning. Where there is no line, nothing is recorded: not consent, not indifference.'
    : 'How to read it: what is linked stands near each other; places have no other meaning. Zoom in for names. Where there is no line, nothing is recorded: not consent, not indifference.';
  // An address to write to, or a sentence that says how to reply.
  const { contact } = SG.meta;
  const reply = /^(https?|mailto):/.test(contact) ? ['Reply to ', link(contact, contact.replace(/^mailto:/, '')), '.'] : [SG.name(contact)];
  if (contact) document.getElementById('contact').append(...reply);
  if (SG.meta.licence) document.getElementById('licence').append(link(SG.meta.licence, SG.meta.licence));

  restore();
  SG.boxes = () => nodes.map((node) => ({ id: node.id, label: node.label, box: SG.box(node) }));
  window.addEventListener('hashchange', restore);
  document.documentElement.dataset.ready = '';
})();
