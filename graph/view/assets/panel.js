'use strict';
// The side panel: what is recorded of a node or a line, and on whose word.
(() => {
  const SG = window.stancegraph;
  const { el, name, link, words, nodes, edges } = SG;
  const panel = document.getElementById('panel');
  let opener = null;

  const fact = (term, ...content) => [el('dt', {}, term), el('dd', {}, ...content)];
  const listed = (names) => names.flatMap((one, at) => [at ? ', ' : '', name(one)]);

  const reply = (piece) => typeof piece === 'string'
    ? el('li', { dir: 'auto' }, piece)
    : el('li', {}, evidence(piece));
  const evidence = (piece) => el('div', { class: 'evidence' },
    piece.quote ? el('blockquote', { dir: 'auto' }, piece.quote) : null,
    piece.summary ? el('p', { dir: 'auto', class: 'summary' }, piece.summary) : null,
    el('dl', {},
      piece.claimant ? fact('According to', ...listed(piece.claimant)) : null,
      piece.relayed_by ? fact('As told by', ...listed(piece.relayed_by)) : null,
      piece.document ? fact('In', piece.document_url ? link(piece.document_url, piece.document) : name(piece.document)) : null,
      piece.document_date ? fact('Dated', words.date(piece.document_date)) : null,
      piece.locator ? fact('Where', piece.locator) : null,
      piece.kind ? fact('Evidence', piece.kind) : null),
    piece.replies && piece.replies.length
      ? el('div', { class: 'replies' }, el('h4', {}, 'Reply'), el('ul', {}, ...piece.replies.map(reply))) : null);

  const facts = (edge) => el('dl', { class: 'facts' },
    edge.stance ? fact(edge.kind === 'clause' ? 'Stance of the text' : 'Stance', el('span', { class: 'stance' }, SG.swatch(edge), words.stances[edge.stance])) : null,
    edge.mode ? fact('The text', edge.mode) : null,
    edge.extent ? fact('Who of them', edge.extent) : null,
    fact('When', words.when(edge)),
    SG.isPresumed(edge) ? fact(`As of ${words.date(SG.state.on)}`, words.presumption(edge)) : null,
    edge.inferred ? fact('By rule', edge.rule || 'computed, not stated') : null,
    edge.basis ? fact('Basis', edge.basis) : null,
    edge.status ? fact('Status', edge.status) : null,
    edge.note ? fact('Note', el('span', { dir: 'auto' }, edge.note)) : null);

  const details = (edge) => [
    facts(edge),
    edge.evidence.length
      ? el('h3', {}, edge.inferred ? 'What the rule was applied to' : 'On whose word') : el('p', {}, 'No evidence is recorded for this line.'),
    ...edge.evidence.map(evidence),
  ];

  const nodeButton = (node) => el('button', { type: 'button', class: 'plain', on: { click: () => SG.select('node', node.id) } }, name(node.label));

  const edgePanel = (edge) => [
    el('p', { class: 'kicker' }, { position: 'Position', clause: 'What a petition says', involvement: 'Who did what', link: 'How two statements relate', membership: 'Membership', around: 'Named after', part: 'Part of a campaign' }[edge.kind]),
    el('h2', { id: 'panel-title', tabindex: '-1' }, ...words.asParts(words.sentence(edge))),
    ...details(edge),
    el('p', { class: 'go' }, 'Open: ', nodeButton(nodes[edge.from]), ' · ', nodeButton(nodes[edge.to])),
  ];

  const entry = (edge) => el('details', { class: 'entry' },
    el('summary', {}, SG.swatch(edge), el('span', {}, ...words.asParts(words.sentence(edge)),
      el('small', {}, ` ${words.standing(edge)}${edge.status && edge.status !== 'reviewed' ? `, ${edge.status}` : ''}`))),
    ...details(edge));

  const section = (title, items) => items.length ? [el('h3', { dir: 'auto' }, title), ...items] : [];
  const byTopic = (list, end) => {
    const topics = new Map();
    for (const edge of list) {
      const topic = nodes[edge[end]].topic || 'Other statements';
      topics.set(topic, [...(topics.get(topic) || []), edge]);
    }
    return [...topics].sort(([a], [b]) => a.localeCompare(b)).flatMap(([topic, held]) => section(topic, held.map(entry)));
  };

  const statement = (one) => el('details', { class: 'entry' },
    el('summary', {}, el('span', {}, ...words.asParts(words.according(one.evidence)), el('span', { dir: 'auto' }, one.text),
      el('small', {}, ` ${one.kind}${one.status && one.status !== 'reviewed' ? `, ${one.status}` : ''}`))),
    ...one.evidence.map(evidence));

  const about = (node) => el('dl', { class: 'facts' },
    node.title && node.title !== node.label ? fact('Exact title', el('cite', { dir: 'auto' }, node.title)) : null,
    node.aliases.length ? fact('Also', ...listed(node.aliases)) : null,
    node.country ? fact('Country', words.country(node.country)) : null,
    node.languages.length ? fact('Languages', node.languages.join(', ')) : null,
    node.kind === 'proposition' && node.topic ? fact('Topic', name(node.topic)) : null,
    node.description ? fact('What it is', el('span', { dir: 'auto' }, node.description)) : null,
    node.note ? fact('Note', el('span', { dir: 'auto' }, node.note)) : null);

  const nodePanel = (node) => {
    const current = node.edges.filter(SG.isCurrent);
    const out = (kind) => current.filter((edge) => edge.kind === kind && edge.from === node.id);
    const into = (kind) => current.filter((edge) => edge.kind === kind && edge.to === node.id);
    const ties = current.filter((edge) => SG.line(edge) === 'tie');
    const rest = node.edges.length - current.length;
    return [
      el('p', { class: 'kicker' }, words.kinds[node.kind], node.classification ? ` · ${node.classification}` : ''),
      el('h2', { id: 'panel-title', tabindex: '-1' }, name(node.label)),
      about(node),
      ...byTopic(out('position'), 'to'),
      ...section('Who stands where on it', into('position').map(entry)),
      ...section('What it says', out('clause').map(entry)),
      ...section('Petitions that speak of it', into('clause').map(entry)),
      ...section('Petitions and acts', out('involvement').map(entry)),
      ...section('Who did what', into('involvement').map(entry)),
      ...section('Related statements', [...out('link'), ...into('link')].map(entry)),
      ...section('Ties', ties.map(entry)),
      ...section('Said of it', node.statements.map(statement)),
      !node.edges.length && !node.statements.length
        ? el('p', {}, 'Named in the sources. Nothing is recorded of a stance, which does not mean that there is none.') : null,
      rest ? el('p', { class: 'aside' }, `${rest} more on other dates than ${words.date(SG.state.on)}.`) : null,
    ];
  };

  const draw = () => {
    const { selected } = SG.state;
    const scroll = panel.scrollTop;
    panel.replaceChildren(
      el('button', { type: 'button', class: 'close', 'aria-label': 'Close', on: { click: SG.clear } }, '×'),
      ...(selected.type === 'node' ? nodePanel(nodes[selected.id]) : edgePanel(edges[selected.id])).filter(Boolean));
    panel.scrollTop = scroll;
  };

  SG.onChange((what) => {
    const { selected } = SG.state;
    if (what === 'selection') {
      if (selected) {
        const inside = panel.contains(document.activeElement);
        if (!inside) opener = SG.state.opener || document.activeElement;
        panel.hidden = false;
        panel.scrollTop = 0;
        draw();
        document.getElementById('panel-title').focus({ preventScroll: true });
      } else if (!panel.hidden) {
        panel.hidden = true;
        panel.replaceChildren();
        if (opener && opener.isConnected) opener.focus({ preventScroll: true });
        opener = null;
      }
    } else if (what === 'date' && selected) draw();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && SG.state.selected) SG.clear();
  });
})();
