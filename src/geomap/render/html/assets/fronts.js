// Front lines: a layer a day that readers can switch, what changed between days, what a line rests on.

const CONTESTED = "contested";
const WEAK_KM = 6;
const DAYS_AHEAD = 7;

// One layer a day, the oldest first, then one a change. The newest day shown is drawn in full,
// with the land of its sides; earlier ones as thin lines.
function frontLayers(app) {
  const { map, data } = app;
  const { fronts, changes } = data.shape;
  const days = [...new Set(fronts.map((front) => front.date))].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
  const shown = new Set([...days.map((day) => "day" + day), ...changes.map((_, n) => "change" + n)]);
  const held = painter("gm-held");
  const above = painter("gm-changes");
  const front = painter("gm-front");
  const touch = painter("gm-touch");
  let layer = null;
  let chosen = app.linesOff.length > 0;
  for (const key of app.linesOff) shown.delete(key);

  const main = () => days.filter((day) => shown.has("day" + day)).pop();
  app.fronts = {
    days,
    switches: days.length + changes.length > 1,
    off: () => (chosen ? [...days.map((day) => "day" + day), ...changes.map((_, n) => "change" + n)].filter((key) => !shown.has(key)) : []),
    on: (key) => shown.has(key),
    shows: (one) => shown.has("day" + one.date),
    full: (one) => one.date === main(),
    // As an address says: all but some.
    only(off) {
      chosen = off.length > 0;
      for (const day of days) shown.add("day" + day);
      changes.forEach((_, n) => shown.add("change" + n));
      for (const key of off) shown.delete(key);
      update();
    },
    press(key) {
      chosen = true;
      if (!shown.delete(key)) shown.add(key);
      update();
    },
  };

  function area(polygons, className, renderer) {
    L.polygon(unfoldAll(polygons, FRONT), { interactive: false, renderer, className }).addTo(layer);
  }
  function line(path, className) {
    L.polyline(path, { interactive: false, renderer: front, fill: false, className }).addTo(layer);
  }

  function drawOne(one) {
    const full = app.fronts.full(one);
    const claimed = one.status === "claimed";
    if (full) {
      for (const [side, polygons] of one.held) area(polygons, landClass(app, data.texts[side], claimed), held);
      if (one.band.length) area(one.band, "gm-band", above);
    }
    const runs = one.lines.map((run) => unfold(run, FRONT));
    const kind = claimed ? "gm-front-claimed" : full ? "gm-front-line" : "gm-front-older";
    line(runs, full ? "gm-front-case" : "gm-front-case gm-front-thin");
    for (const { path, weak } of stretches(one, runs)) {
      line(path, weak ? kind + " gm-front-weak" : kind);
    }
    runs.forEach((run, number) => {
      const feel = L.polyline(run, { renderer: touch, fill: false, className: "gm-front-touch", bubblingMouseEvents: false });
      feel.on("click", (event) => tell(one, number, run, event.latlng)).addTo(layer);
    });
  }

  function tell(one, number, run, at) {
    const near = nearest(run, at);
    const rests = one.support.find((part) => part.run === number && part.first <= near && near <= part.last);
    popup(at, frontAccount(app, one, rests));
  }
  function popup(at, content) {
    const maxHeight = Math.max(180, map.getSize().y - 90);
    L.popup({ className: "gm-popup", maxWidth: 340, minWidth: 290, maxHeight }).setLatLng(at).setContent(content).openOn(map);
  }

  function nearest(run, at) {
    let best = 0;
    let least = Infinity;
    run.forEach(([lat, lon], n) => {
      const far = (lat - at.lat) ** 2 + ((lon - at.lng) * Math.cos((lat * Math.PI) / 180)) ** 2;
      if (far < least) [least, best] = [far, n];
    });
    return best;
  }

  function update() {
    if (layer) layer.remove();
    layer = L.layerGroup().addTo(map);
    changes.forEach((change, n) => {
      if (!shown.has("change" + n)) return;
      for (const [, side, polygons] of change.land) {
        area(polygons, `gm-taken gm-c${app.colourOf(data.texts[side])}`, above);
        const feel = L.polygon(unfoldAll(polygons, FRONT), { renderer: touch, className: "gm-land-touch", bubblingMouseEvents: false });
        feel.on("click", (event) => popup(event.latlng, changeAccount(app, change))).addTo(layer);
      }
    });
    for (const day of days) {
      if (shown.has("day" + day)) fronts.filter((one) => one.date === day).forEach(drawOne);
    }
    patterns(app, held);
    app.tell("fronts");
  }

  // The lines go with the time that is shown, until the reader chooses for himself.
  app.on("filter", () => {
    const { filter } = app;
    if (chosen || days.length < 2 || !filter.dated) return;
    const limit = filter.wholeTime() ? Infinity : filter.to + DAYS_AHEAD;
    const wanted = days.filter((day) => day === null || day <= limit);
    const keys = new Set((wanted.length ? wanted : days.slice(0, 1)).map((day) => "day" + day));
    const before = days.filter((day) => shown.has("day" + day)).length;
    for (const day of days) {
      if (keys.has("day" + day)) shown.add("day" + day);
      else shown.delete("day" + day);
    }
    if (keys.size !== before) update();
  });
  update();
}

// A run in stretches that rest on villages near by, and others that are only roughly known.
function stretches(one, runs) {
  const parts = [];
  runs.forEach((path, run) => {
    const mine = one.support.filter((part) => part.run === run);
    if (!mine.length) return parts.push({ path, weak: false });
    let from = 0;
    mine.forEach((part, n) => {
      const weak = part.typical_km > WEAK_KM;
      const last = n === mine.length - 1;
      if (!last && mine[n + 1].typical_km > WEAK_KM === weak) return;
      parts.push({ path: path.slice(from, last ? path.length : part.last + 1), weak });
      from = part.last;
    });
  });
  return parts;
}

function landClass(app, name, claimed) {
  if (name.toLowerCase() === CONTESTED) return "gm-contested";
  return claimed ? `gm-claimed gm-claimed-${app.colourOf(name)}` : `gm-side gm-c${app.colourOf(name)}`;
}

// Hatches: broad for land that is contested, fine in the colour of who claims it.
function patterns(app, renderer) {
  const holder = renderer._container;
  if (!holder || holder.querySelector("defs")) return;
  const hatch = (id, turn, size, wide, className) => {
    const stripes = draw("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` });
    stripes.append(draw("rect", { width: wide, height: size, class: className }));
    return stripes;
  };
  const claims = Array.from({ length: 8 }, (_, n) => hatch("gm-claimed-" + n, -45, 6, 1.6, "gm-claim-stripe gm-c" + n));
  holder.prepend(draw("defs", {}, hatch("gm-hatch", 45, 7, 2.6, "gm-hatch"), ...claims));
}

const frontName = (data, one) => data.texts[one.name] || data.say("front_line");

// What a line is, and what this stretch of it rests on.
function frontAccount(app, one, rests) {
  const { data } = app;
  const { say } = data;
  const facts = make("dl", {});
  const fact = (name, ...parts) => facts.append(make("dt", {}, say(name)), make("dd", {}, ...parts));
  const sides = [one.left, one.right].map((side) => data.texts[side]).filter(Boolean);
  if (sides.length === 2) fact("front_between", quoted(sideName(say, sides[0])), " · ", quoted(sideName(say, sides[1])));
  if (one.status === "claimed") fact("front_status", say("front_claimed"));
  if (rests) {
    fact("front_doubt", say("front_off", { km: say.number(rests.typical_km) }),
      make("small", {}, say("front_rests", { n: rests.settlements, km: say.number(Math.round(rests.length_km)) })));
    if (rests.oldest !== null) fact("front_rows", say.day(rests.oldest));
  }
  fact("front_source", quoted(data.texts[one.source]), make("small", {}, quoted(data.texts[one.method])));
  const note = data.texts[one.note];
  return make("article", { class: "gm-account gm-front-account" },
    make("h2", {}, quoted(frontName(data, one))),
    make("p", { class: "gm-who" }, one.date === null ? say("no_date") : say.day(one.date), note ? make("small", {}, note) : null),
    facts);
}

// ── the key ──

function frontSample(className) {
  const line = draw("svg", { viewBox: "0 0 30 12", width: 30, height: 12 });
  for (const name of ["gm-front-case", className]) line.append(draw("path", { d: "M1 9C8 9 12 3 18 4S26 9 29 7", fill: "none", class: name }));
  return line;
}

function patch(className) {
  const box = draw("svg", { viewBox: "0 0 24 14", width: 24, height: 14, class: "gm-patch" });
  box.append(draw("rect", { width: 24, height: 14, class: className }));
  return box;
}

const briefDays = (say, { before, after }) =>
  before === null || after === null ? "" : `${say.briefDay(before)} – ${say.briefDay(after)}: `;

// The rows of the key; where there is more than one layer, each is a switch of its own.
function frontRows(app) {
  const { data, fronts: layers } = app;
  const { say } = data;
  const rows = [];
  const told = new Set();
  const once = (key, ...row) => {
    if (!told.has(key)) rows.push(row);
    told.add(key);
  };
  const switched = (key, ...text) => {
    if (!layers.switches) return make("span", {}, ...text);
    const tick = make("input", { type: "checkbox", checked: layers.on(key), "data-layer": key, onchange: () => layers.press(key) });
    return make("label", { class: "gm-switch" }, tick, make("span", {}, ...text));
  };
  const patches = [];
  for (const day of [...layers.days].reverse()) {
    for (const one of data.shape.fronts.filter((other) => other.date === day)) {
      const full = layers.full(one);
      const claimed = one.status === "claimed";
      const said = one.date === null ? "" : ", " + say.day(one.date);
      const note = data.texts[one.note];
      const small = [data.texts[one.source], note].filter(Boolean).join("; ");
      rows.push([frontSample(claimed ? "gm-front-claimed" : full || !layers.on("day" + day) ? "gm-front-line" : "gm-front-older"),
        switched("day" + day, quoted(frontName(data, one)), said, " ", make("small", {}, quoted(small)))]);
      if (!full || !layers.on("day" + day)) continue;
      if (one.support.some((part) => part.typical_km > WEAK_KM)) patches.push(["weak", frontSample("gm-front-line gm-front-weak"), say("front_weak")]);
      if (one.band.length) patches.push(["band", patch("gm-band"), say("front_band")]);
      for (const [side] of one.held) {
        const name = data.texts[side];
        const holder = quoted(sideName(say, name));
        const contested = name.toLowerCase() === CONTESTED;
        const words = contested ? say("contested") : name === "occupied" ? say("occupied")
          : make("span", {}, say(claimed ? "claimed_for" : "held_by") + " ", holder);
        patches.push([side + (claimed ? "claimed" : ""), patch(landClass(app, name, claimed)), words]);
      }
    }
  }
  data.shape.changes.forEach((change, n) => {
    const total = change.gains.map(([side, other, km2]) =>
      say("taken", { side: sideName(say, data.texts[side]), other: sideName(say, data.texts[other]), km2: say.number(Math.round(km2)) }));
    const sign = make("span", { class: "gm-pair" }, ...change.land.map(([, side]) => patch(`gm-taken gm-c${app.colourOf(data.texts[side])}`)));
    rows.push([sign, switched("change" + n, say("changes"), " ", make("small", {}, briefDays(say, change), quoted(total.join("; "))))]);
  });
  for (const [key, ...row] of patches) once(key, ...row);
  return rows;
}
