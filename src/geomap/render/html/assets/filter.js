// What is shown: a mask over the events, made in one pass over columns of numbers.

const FACETS = ["kind", "actor", "status", "precision"];

function filters(data) {
  const codes = { kind: data.kind, actor: data.actor, status: data.status, precision: data.precision };
  const lengths = {
    kind: data.shape.kinds.length, actor: data.actors.length,
    status: data.statuses.length, precision: data.shape.precisions.length,
  };
  let first = Infinity;
  let last = -Infinity;
  for (let i = 0; i < data.count; i++) {
    if (data.start[i] === NO_DAY) continue;
    first = Math.min(first, data.start[i]);
    last = Math.max(last, data.end[i]);
  }
  const state = {
    codes,
    hidden: Object.fromEntries(FACETS.map((name) => [name, new Uint8Array(lengths[name])])),
    counts: Object.fromEntries(FACETS.map((name) => [name, new Uint32Array(lengths[name])])),
    first, last, from: first, to: last,
    dated: first <= last,
    query: "",
    mask: new Uint8Array(data.count).fill(1),
    shown: 0, placed: 0, undated: 0,
  };
  let found = null;

  state.search = (query) => {
    state.query = query.trim();
    const wanted = state.query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    found = wanted.length ? matching(data, wanted) : null;
  };
  state.clear = () => {
    for (const name of FACETS) state.hidden[name].fill(0);
    state.from = first;
    state.to = last;
    state.search("");
  };
  state.wholeTime = () => state.from <= first && state.to >= last;
  state.active = () =>
    FACETS.some((name) => state.hidden[name].some(Boolean)) || state.query !== "" || !state.wholeTime();
  state.run = () => {
    const { mask, hidden, counts, from, to } = state;
    const { count, start, end, located } = data;
    for (const name of FACETS) counts[name].fill(0);
    const [kind, actor, status, precision] = FACETS.map((name) => codes[name]);
    const [noKind, noActor, noStatus, noPrecision] = FACETS.map((name) => hidden[name]);
    const [kinds, actors, statuses, precisions] = FACETS.map((name) => counts[name]);
    const whole = !state.dated || state.wholeTime();
    let shown = 0;
    let placed = 0;
    let undated = 0;
    for (let i = 0; i < count; i++) {
      mask[i] = 0;
      if (found !== null && found[i] === 0) continue;
      if (!whole) {
        if (start[i] === NO_DAY) {
          undated++;
          continue;
        }
        if (end[i] < from || start[i] > to) continue;
      }
      const k = noKind[kind[i]];
      const a = noActor[actor[i]];
      const s = noStatus[status[i]];
      const p = noPrecision[precision[i]];
      const misses = k + a + s + p;
      // Beside each choice stands how many events it would show, all other choices as they are.
      if (misses > 1) continue;
      if (misses - k === 0) kinds[kind[i]]++;
      if (misses - a === 0) actors[actor[i]]++;
      if (misses - s === 0) statuses[status[i]]++;
      if (misses - p === 0) precisions[precision[i]]++;
      if (misses) continue;
      mask[i] = 1;
      shown++;
      placed += located[i];
    }
    Object.assign(state, { shown, placed, undated });
  };
  return state;
}

// Done while the reader has not searched yet: see start.js.
function fold(data) {
  data.folded = data.folded || data.texts.map((text) => {
    const local = data.say.who(text);
    return (local === text ? text : `${text} ${local}`).toLocaleLowerCase();
  });
}

// Every word must stand somewhere in the event: in its place, actors, evidence, sources, kind.
function matching(data, wanted) {
  const columns = ["place_text", "place_name", "admin1", "actor", "target", "weapon", "claimed_by"];
  const all = new Uint8Array(data.count).fill(1);
  fold(data);
  for (const word of wanted) {
    const hit = Uint8Array.from(data.folded, (text) => (text.includes(word) ? 1 : 0));
    const kinds = data.shape.kinds.map((kind) => data.say("kind_" + kind).toLocaleLowerCase().includes(word));
    const sources = data.shape.events.sources.map(([outlet, title]) => hit[outlet] || hit[title]);
    const lists = data.shape.events.columns.sources || [];
    for (let i = 0; i < data.count; i++) {
      if (!all[i]) continue;
      const met = kinds[data.kind[i]] || columns.some((name) => hit[data.number(name, i)]) ||
        data.evidenceNumbers(i).some((number) => hit[number]) ||
        (lists[i] || []).some((number) => sources[number]);
      if (!met) all[i] = 0;
    }
  }
  return all;
}
