'use strict';
// What the page says in sentences. Every statement is somebody's word.
(() => {
  const SG = window.stancegraph;
  const verbs = {
    'supports': ['supports', 'support'],
    'leans-towards': ['leans towards', 'lean towards'],
    'ambivalent': ['is ambivalent about', 'are ambivalent about'],
    'leans-against': ['leans against', 'lean against'],
    'opposes': ['opposes', 'oppose'],
    'declines-to-say': ['declines to say where it stands on', 'decline to say where they stand on'],
  };
  const stances = {
    'supports': 'supports', 'leans-towards': 'leans towards', 'ambivalent': 'ambivalent',
    'leans-against': 'leans against', 'opposes': 'opposes', 'declines-to-say': 'declines to say',
  };
  const kinds = {
    organisation: 'organisation', person: 'person', group: 'unnamed group', petition: 'petition',
    campaign: 'campaign', proposition: 'statement', topic: 'topic', event: 'event',
  };
  const plurals = {
    organisation: 'organisations', person: 'people', group: 'unnamed groups', petition: 'petitions',
    campaign: 'campaigns', proposition: 'statements', topic: 'topics', event: 'events',
  };

  const long = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const date = (text) => {
    if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return long.format(new Date(text));
    if (/^\d{4}-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return month.format(new Date(text));
    return text;
  };

  const unique = (lists) => [...new Set(lists.flat())];
  const claimants = (evidence) => unique(evidence.map((piece) => piece.claimant || []));
  const relays = (evidence) => unique(evidence.map((piece) => piece.relayed_by || []));

  // A sentence is a list of strings and of names ({ name }), which keep their own direction.
  const listed = (names) => names.flatMap((one, at) => [
    at === 0 ? '' : at === names.length - 1 ? ' and ' : ', ', { name: one },
  ]);
  const according = (evidence) => {
    const who = claimants(evidence);
    const via = relays(evidence);
    const source = who.length ? listed(who) : ['the editors of this graph'];
    return ['According to ', ...source, ...(via.length ? [', as told by ', ...listed(via)] : []), ', '];
  };
  const share = (extent) => extent ? ` (${extent} of them)` : '';

  const saying = (edge) => {
    const plural = SG.nodes[edge.from].kind === 'group' ? 1 : 0;
    if (edge.kind === 'position') return edge.stance ? verbs[edge.stance][plural] : edge.label;
    if (edge.kind === 'clause') {
      const mode = edge.mode || 'says';
      return edge.stance && edge.stance !== 'supports' ? `${mode}, in that it ${verbs[edge.stance][0]}` : mode;
    }
    return edge.label || edge.kind;
  };
  const called = (node) => (['proposition', 'petition'].includes(node.kind) ? ['“', { name: node.label }, '”'] : [{ name: node.label }]);
  const sentence = (edge) => [
    ...(edge.kind === 'link' && !edge.evidence.length
      ? [`According to the editors of this graph (${edge.basis || 'basis not said'}), `]
      : edge.inferred ? ['By rule, not stated: '] : according(edge.evidence)),
    ...called(SG.nodes[edge.from]), share(edge.extent), ' ', saying(edge),
    edge.kind === 'position' || edge.kind === 'clause' ? ': ' : ' ', ...called(SG.nodes[edge.to]),
  ];

  const word = (edge) => edge.kind === 'position' && edge.stance ? stances[edge.stance] : edge.label || edge.kind;
  const asParts = (parts) => parts.map((part) => typeof part === 'string' ? part : SG.name(part.name));
  const asText = (parts) => parts.map((part) => typeof part === 'string' ? part : part.name).join('');

  const validity = (edge) => {
    const since = edge.valid_from
      ? `since ${date(edge.valid_from)}`
      : `start not known${edge.known_from ? `, nothing claimed before ${date(edge.known_from)}` : ''}`;
    const until = edge.valid_through ? `until ${date(edge.valid_through)}` : 'end not known';
    return `${since}; ${until}`;
  };
  const lasting = (edge) => ['position', 'membership', 'around'].includes(edge.kind);
  const when = (edge) => {
    if (lasting(edge)) return validity(edge);
    if (edge.valid_from && edge.valid_from === edge.valid_through) return date(edge.valid_from);
    if (edge.valid_from || edge.valid_through) return validity(edge);
    return edge.known_from ? `date not known, on record from ${date(edge.known_from)}` : 'date not known';
  };
  const standing = (edge) => {
    if (edge.inferred) return SG.isPresumed(edge) ? 'by rule, presumed' : 'by rule';
    return SG.isPresumed(edge) ? 'presumed' : 'on record';
  };
  const presumption = (edge) =>
    `Presumed to go on: nothing is recorded after ${date(SG.lastEvidence(edge))}, and no end is known.`;

  const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const country = (code) => {
    try { const called = regions.of(code); return called ? `${called} (${code})` : code; } catch { return code; }
  };

  SG.words = {
    country,
    stances, kinds, plurals, date, claimants, sentence, word, saying, asParts, asText, when, standing,
    presumption, according,
  };
})();
