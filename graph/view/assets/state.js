'use strict';
// What is chosen: date, filters, selection. Everything else follows from it.
(() => {
  const SG = window.stancegraph;
  const off = { kind: new Set(), stance: new Set(), line: new Set(), certainty: new Set() };
  const state = { on: SG.meta.on, selected: null, cursor: null, hovered: null, words: false };
  const listeners = [];

  const latest = {};
  SG.lastEvidence = (edge) => {
    const held = latest[edge.id];
    if (held !== undefined) return held;
    const dates = edge.evidence.map((piece) => piece.document_date || '').filter(Boolean);
    latest[edge.id] = dates.length ? dates.reduce((a, b) => (a > b ? a : b)) : '';
    return latest[edge.id];
  };
  const lastDay = (text) => text + ({ 4: '-12-31', 7: '-31' }[text.length] || '');

  // Only what lasts can be presumed to go on: an act was done, a text was written.
  SG.isPresumed = (edge) => {
    if (!['position', 'membership'].includes(edge.kind) || edge.valid_through) return false;
    const last = SG.lastEvidence(edge);
    return last ? state.on > lastDay(last) : Boolean(edge.presumed);
  };
  SG.isCurrent = (edge) =>
    (!edge.known_from || edge.known_from <= state.on) && (!edge.valid_through || lastDay(edge.valid_through) >= state.on);

  const certainty = (edge) => (edge.inferred ? 'inferred' : SG.isPresumed(edge) ? 'presumed' : 'stated');
  const line = (edge) => (['membership', 'around', 'part'].includes(edge.kind) ? 'tie' : edge.kind);
  SG.isShown = (edge) =>
    SG.isCurrent(edge) && !off.line.has(line(edge)) && !off.certainty.has(certainty(edge)) &&
    !(edge.stance && off.stance.has(edge.stance)) &&
    !off.kind.has(SG.nodes[edge.from].kind) && !off.kind.has(SG.nodes[edge.to].kind);
  SG.isNodeShown = (node) => !off.kind.has(node.kind);
  SG.certainty = certainty;
  SG.line = line;

  SG.state = state;
  SG.off = off;
  SG.onChange = (listener) => listeners.push(listener);
  SG.change = (what, values) => {
    Object.assign(state, values);
    for (const listener of listeners) listener(what);
  };
  SG.toggle = (group, value) => {
    if (!off[group].delete(value)) off[group].add(value);
    SG.change('filter', {});
    return off[group].has(value);
  };
  SG.select = (type, id, opener) => SG.change('selection', { selected: { type, id }, opener: opener || null });
  SG.clear = () => SG.change('selection', { selected: null });
})();
