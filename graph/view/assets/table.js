'use strict';
// The table twin and the lists: all that the picture shows, to be read.
(() => {
  const SG = window.stancegraph;
  const { el, name, link, words, nodes, edges } = SG;
  const table = document.getElementById('rows');
  const more = document.getElementById('more');
  const CHUNK = 300;
  let sort = { by: 'from', down: false };
  let limit = CHUNK;

  const source = (edge) => edge.evidence.map((piece) => piece.document || '').filter(Boolean);
  const columns = [
    ['from', 'Who or what', (edge) => nodes[edge.from].label],
    ['says', 'Stance or act', (edge) => words.word(edge)],
    ['to', 'On what', (edge) => nodes[edge.to].label],
    ['extent', 'Who of them', (edge) => edge.extent],
    ['claimant', 'According to', (edge) => words.claimants(edge.evidence).join(', ')],
    ['source', 'Source', (edge) => source(edge).join('; ')],
    ['dated', 'Dated', (edge) => SG.lastEvidence(edge)],
    ['when', 'When', (edge) => edge.valid_from || edge.known_from],
    ['standing', 'Standing', (edge) => words.standing(edge)],
  ];
  const valueOf = Object.fromEntries(columns.map(([key, , value]) => [key, value]));
  const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

  const passage = (piece) => el('div', {},
    piece.document_url ? link(piece.document_url, piece.document) : name(piece.document || ''),
    piece.quote ? el('q', { dir: 'auto' }, piece.quote) : null,
    piece.locator ? el('small', {}, piece.locator) : null,
    piece.summary ? el('small', { dir: 'auto' }, piece.summary) : null);

  const open = (edge) => {
    const button = el('button', { type: 'button', class: 'open', 'aria-label': `Open: ${words.asText(words.sentence(edge))}`,
      on: { click: () => SG.select('edge', edge.id, button) } }, 'Open');
    return button;
  };
  // Roles are said again, since a phone's style sheet turns rows into blocks.
  const cell = (label, props, ...content) => el('td', { role: 'cell', 'data-label': label, ...props }, ...content);
  const row = (edge) => el('tr', { role: 'row', 'data-edge': edge.id },
    el('th', { scope: 'row', role: 'rowheader' }, name(nodes[edge.from].label)),
    cell('', {}, el('span', { class: 'stance' }, SG.swatch(edge), words.word(edge))),
    cell('', { class: 'what' }, name(nodes[edge.to].label)),
    cell('Who of them', {}, edge.extent || ''),
    cell('According to', {}, el('span', {}, ...words.claimants(edge.evidence).flatMap((one, at) => [at ? ', ' : '', name(one)]))),
    cell('Source', { class: 'source' }, el('div', {}, ...edge.evidence.map(passage))),
    cell('Dated', {}, words.date(SG.lastEvidence(edge))),
    cell('When', {}, words.when(edge)),
    cell('Standing', {}, el('span', {}, words.standing(edge), edge.status ? el('small', {}, edge.status) : null)),
    cell('', {}, open(edge)));

  const head = () => el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' },
    ...columns.map(([key, title]) => el('th', {
      scope: 'col', role: 'columnheader', 'aria-sort': sort.by === key ? (sort.down ? 'descending' : 'ascending') : 'none',
    }, el('button', { type: 'button', 'data-sort': key, on: { click: () => sortBy(key) } }, title,
      el('span', { 'aria-hidden': 'true' }, sort.by === key ? (sort.down ? ' ▼' : ' ▲') : '')))),
    el('th', { scope: 'col', role: 'columnheader' }, 'Evidence')));

  const sortBy = (key) => {
    sort = { by: key, down: sort.by === key && !sort.down };
    draw();
    table.querySelector(`[data-sort="${key}"]`).focus();
  };

  const draw = () => {
    const shown = edges.filter(SG.isShown);
    const keys = new Map(shown.map((edge) => [edge, String(valueOf[sort.by](edge) || '')]));
    shown.sort((a, b) => (sort.down ? -1 : 1) * order.compare(keys.get(a), keys.get(b)) || a.id - b.id);
    const part = shown.slice(0, limit);
    const caption = `${shown.length} of ${edges.length} lines, as of ${words.date(SG.state.on)}` +
      (part.length < shown.length ? `; the first ${part.length} are listed` : '');
    table.replaceChildren(el('caption', {}, caption), head(), el('tbody', { role: 'rowgroup' }, ...part.map(row)));
    more.hidden = part.length === shown.length;
    more.textContent = `List ${Math.min(CHUNK, shown.length - part.length)} more`;
  };
  more.addEventListener('click', () => { limit += CHUNK; draw(); if (more.hidden) table.querySelector('tbody tr:last-child button').focus(); });

  // The lists: every node, by kind.
  const lists = document.getElementById('names');
  const kindsInOrder = ['organisation', 'group', 'person', 'petition', 'campaign', 'proposition', 'event', 'topic'];
  const button = (node) => {
    const one = el('button', { type: 'button', class: 'plain', 'data-node': node.id, on: { click: () => SG.select('node', node.id, one) } }, name(node.label));
    return el('li', {}, one);
  };
  const drawLists = () => {
    const groups = kindsInOrder.map((kind) => [kind, nodes.filter((node) => node.kind === kind)]).filter(([, held]) => held.length);
    lists.replaceChildren(...groups.map(([kind, held]) => {
      held.sort((a, b) => order.compare(a.label, b.label));
      const many = held.length > 200;
      const list = el('ul', {});
      const title = words.plurals[kind];
      const box = el('details', { open: !many, class: held.length > 12 ? 'many' : null },
        el('summary', {}, el('h3', {}, `${title[0].toUpperCase()}${title.slice(1)} (${held.length})`)), list);
      const load = () => { if (!list.childElementCount) list.append(...held.map(button)); };
      if (many) box.addEventListener('toggle', load); else load();
      return box;
    }));
  };
  // A large table waits until the picture stands.
  const painted = (work) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(work)));
  const soon = edges.length <= 1000 ? (work) => work() : document.hidden ? (work) => setTimeout(work) : painted;
  soon(drawLists);
  SG.onChange((what) => {
    if (what === 'start') soon(draw);
    else if (['filter', 'date'].includes(what)) { limit = CHUNK; draw(); }
  });
})();
