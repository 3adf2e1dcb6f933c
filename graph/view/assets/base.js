'use strict';
// The data as objects, and the few helpers that every other part uses.
window.stancegraph = (() => {
  const data = JSON.parse(document.getElementById('data').textContent);

  const rows = (table) => {
    const names = Object.keys(table);
    const count = names.length ? table[names[0]].length : 0;
    return Array.from({ length: count }, (_, at) => {
      const row = {};
      for (const name of names) row[name] = table[name][at];
      return row;
    });
  };

  const nodes = rows(data.nodes);
  const edges = rows(data.edges);
  for (const node of nodes) {
    node.lines = node.text.split('\n');
    node.edges = [];
    node.aliases = node.aliases || [];
    node.languages = node.languages || [];
  }
  for (const edge of edges) {
    edge.evidence = (edge.evidence || []).map((at) => data.evidence[at]);
    nodes[edge.from].edges.push(edge);
    if (edge.to !== edge.from) nodes[edge.to].edges.push(edge);
  }
  for (const node of nodes) {
    node.statements = (node.statements || []).map((entry) => ({
      ...entry, evidence: entry.evidence.map((at) => data.evidence[at]),
    }));
  }

  // Attributes and text only: nothing from the data is ever read as HTML.
  const fill = (element, props, children) => {
    for (const [name, value] of Object.entries(props || {})) {
      if (name === 'on') for (const [type, act] of Object.entries(value)) element.addEventListener(type, act);
      else if (value === true) element.setAttribute(name, '');
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
    return element;
  };
  const el = (tag, props, ...children) => fill(document.createElement(tag), props, children);
  const svg = (tag, props, ...children) =>
    fill(document.createElementNS('http://www.w3.org/2000/svg', tag), props, children);
  const name = (text) => el('bdi', {}, text);

  const link = (address, text) => {
    let url = null;
    try { url = new URL(address); } catch { return name(text || address); }
    if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) return name(text || address);
    const anchor = el('a', { href: url.href, rel: 'noopener noreferrer' }, name(text || address));
    // https://bank.example@evil.example/ shows where it leads.
    if (url.username || url.password) return el('span', {}, anchor, ` (leads to ${url.host})`);
    return anchor;
  };

  return { meta: data.meta, cards: data.cards, nodes, edges, el, svg, name, link };
})();
