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
  state.wholeTime = () => state.from <= first && state.to >= last;
  state.active = () =>
    FACETS.some((name) => state.hidden[name].some(Boolean)) || state.query !== "" || !state.wholeTime();
  state.run = () => {
    const { mask, hidden, counts } = state;
    for (const name of FACETS) counts[name].fill(0);
    const whole = !state.dated || state.wholeTime();
    state.shown = state.placed = state.undated = 0;
    for (let i = 0; i < data.count; i++) {
      const undated = data.start[i] === NO_DAY;
      let pass = (found === null || found[i] === 1);
      if (pass && !whole && (undated || data.end[i] < state.from || data.start[i] > state.to)) {
        pass = false;
        if (undated) state.undated++;
      }
      // Beside each choice stands how many events it would show, all other choices as they are.
      let misses = 0;
      let missed = "";
      for (const name of FACETS) {
        if (hidden[name][codes[name][i]]) {
          misses++;
          missed = name;
        }
      }
      mask[i] = pass && misses === 0 ? 1 : 0;
      if (mask[i]) {
        state.shown++;
        if (data.placed(i)) state.placed++;
      }
      if (!pass) continue;
      if (misses === 0) for (const name of FACETS) counts[name][codes[name][i]]++;
      else if (misses === 1) counts[missed][codes[missed][i]]++;
    }
  };
  return state;
}

// Every word must stand somewhere in the event: in its place, actors, evidence, sources, kind.
function matching(data, wanted) {
  const columns = ["place_text", "place_name", "admin1", "actor", "target", "weapon", "claimed_by"];
  const all = new Uint8Array(data.count).fill(1);
  data.folded = data.folded || data.texts.map((text) => text.toLocaleLowerCase());
  for (const word of wanted) {
    const hit = data.folded.map((text) => text.includes(word));
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
