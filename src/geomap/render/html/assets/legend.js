// The key to the map: only what is on it. A strip below the map; on small screens, a box on it.

function keyRows(app) {
  const { data } = app;
  const { say } = data;
  const kinds = [...new Set(data.kind)].sort((a, b) => a - b);
  const actors = [];
  let rest = false;
  for (const name of data.actors) {
    const colour = app.colourOf(name);
    if (colour === UNKNOWN) rest = true;
    else actors.push([swatch(colour), quoted(say.who(name))]);
  }
  if (rest && actors.length) actors.push([swatch(UNKNOWN), say("other_actor")]);
  const how = [];
  if (data.points.length > 1) how.push([several(), say("legend_group")]);
  if (data.area.some((area) => area !== NOWHERE)) how.push([ring(), say("legend_area")]);
  if (data.kind.some((_, i) => data.hurt(i) > 0)) how.push([sizes(), say("legend_size")]);
  return [
    ["legend_actor", actors],
    ["legend_kind", kinds.map((code) => [sample(glyph(data.shape.kinds[code], 15)), say("kind_" + data.shape.kinds[code])])],
    ["legend_reading", how],
    ["legend_front", fronts(app)],
  ].filter(([, rows]) => rows.length);
}

function keyList(app) {
  return keyRows(app).map(([title, rows]) =>
    make("div", { class: "gm-key-group" }, make("h2", {}, app.data.say(title)),
      make("ul", {}, ...rows.map(([sign, text]) => make("li", {}, sign, text)))));
}

function keyBox(app) {
  return make("details", { class: "gm-legend" }, make("summary", {}, app.data.say("legend")),
    make("div", { class: "gm-legend-body" }, ...keyList(app)));
}

function keyStrip(app) {
  return make("section", { class: "gm-key", "aria-label": app.data.say("legend") }, ...keyList(app));
}

const sample = (node) => make("span", { class: "gm-sample" }, node);
const ring = () => symbol("strike", UNKNOWN, 20, true);
const several = () => make("span", { class: "gm-sample gm-sample-count" }, "9");

function sizes() {
  const body = draw("svg", { viewBox: "0 0 30 20", width: 30, height: 20, class: "gm-swatch gm-c7" });
  for (const [x, r] of [[4, 3.4], [13, 5], [24, 6]]) body.append(draw("circle", { cx: x, cy: 16 - r + 2, r, class: "gm-solid" }));
  return body;
}

function fronts(app) {
  const { data } = app;
  const rows = [];
  const sides = new Set();
  for (const front of data.shape.fronts) {
    const line = draw("svg", { viewBox: "0 0 24 12", width: 24, height: 12 });
    for (const className of ["gm-front-case", "gm-front-line"]) line.append(draw("path", { d: "M1 9C7 9 9 3 14 4S20 9 23 7", fill: "none", class: className }));
    const day = front.date === null ? "" : ", " + data.say.day(front.date);
    rows.push([line, make("span", {}, quoted(data.texts[front.name] || data.say("front_line")), day, make("small", {}, quoted(data.texts[front.source])))]);
    for (const [side] of front.held) sides.add(data.texts[side]);
  }
  for (const side of sides) {
    const contested = side.toLowerCase() === "contested";
    const patch = draw("svg", { viewBox: "0 0 24 14", width: 24, height: 14 });
    patch.append(draw("rect", { width: 24, height: 14, class: contested ? "gm-contested" : `gm-side gm-c${app.colourOf(side)}` }));
    rows.push([patch, side === "occupied" ? data.say("occupied") : contested ? data.say("contested") : make("span", {}, data.say("held_by") + " ", quoted(sideName(data.say, side)))]);
  }
  return rows;
}
