'use strict';
// Search with suggestions: labels, aliases, transliterations; the combobox pattern.
(() => {
  const SG = window.stancegraph;
  const { el, name, words, nodes } = SG;
  const input = document.getElementById('find');
  const list = document.getElementById('found');
  let hits = [];
  let at = -1;

  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const index = nodes.map((node) => ({ node, names: [node.label, node.short, node.title, ...node.aliases].filter(Boolean).map((text) => ({ text, key: plain(text) })) }));

  const score = (key, query, parts) => {
    if (key === query) return 0;
    if (key.startsWith(query)) return 1;
    const starts = key.split(/[^\p{L}\p{N}]+/u);
    if (parts.every((part) => starts.some((start) => start.startsWith(part)))) return 2;
    return parts.every((part) => key.includes(part)) ? 3 : 9;
  };
  const search = (text) => {
    const query = plain(text.trim());
    if (!query) return [];
    const parts = query.split(/\s+/);
    return index.map(({ node, names }) => {
      const best = names.map(({ text: found, key }) => ({ found, rank: score(key, query, parts) })).sort((a, b) => a.rank - b.rank)[0];
      return { node, ...best };
    }).filter((hit) => hit.rank < 9)
      .sort((a, b) => a.rank - b.rank || b.node.edges.length - a.node.edges.length || a.node.id - b.node.id).slice(0, 10);
  };

  const close = () => { list.hidden = true; at = -1; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); };
  const mark = () => {
    [...list.children].forEach((option, place) => option.setAttribute('aria-selected', String(place === at)));
    if (at < 0) return;
    input.setAttribute('aria-activedescendant', list.children[at].id);
    list.children[at].scrollIntoView({ block: 'nearest' });
  };
  const choose = (hit) => { input.value = hit.node.label; close(); SG.select('node', hit.node.id, input); };
  const draw = () => {
    hits = search(input.value);
    at = -1;
    list.replaceChildren(...hits.map((hit, place) => el('li', {
      role: 'option', id: `hit-${place}`, 'aria-selected': 'false',
      on: { pointerdown: (event) => event.preventDefault(), click: () => choose(hit) },
    }, name(hit.node.label), hit.found !== hit.node.label ? el('span', { class: 'also' }, name(hit.found)) : null,
    el('small', {}, words.kinds[hit.node.kind]))));
    if (!hits.length && input.value.trim()) list.append(el('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', class: 'none' }, 'Nothing of that name here'));
    const any = list.childElementCount > 0;
    list.hidden = !any;
    input.setAttribute('aria-expanded', String(any));
    input.removeAttribute('aria-activedescendant');
  };
  input.addEventListener('input', draw);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (list.hidden) draw();
      if (hits.length) { at = (at + (event.key === 'ArrowDown' ? 1 : hits.length - (at < 0 ? 0 : 1))) % hits.length; mark(); }
    } else if (event.key === 'Enter') { if (hits.length && !list.hidden) choose(hits[Math.max(at, 0)]); }
    else if (event.key === 'Escape' && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', close);
})();
