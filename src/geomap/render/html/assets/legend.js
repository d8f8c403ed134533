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
    ["legend_front", frontRows(app)],
  ].filter(([, rows]) => rows.length);
}

function keyList(app) {
  return keyRows(app).map(([title, rows]) =>
    make("div", { class: "gm-key-group" }, make("h2", {}, app.data.say(title)),
      make("ul", {}, ...rows.map(([sign, text]) => make("li", {}, sign, text)))));
}

function keyBox(app) {
  return make("details", { class: "gm-legend" }, make("summary", {}, app.data.say("legend")),
    inStep(app, make("div", { class: "gm-legend-body" })));
}

function keyStrip(app) {
  return inStep(app, make("section", { class: "gm-key", "aria-label": app.data.say("legend") }));
}

// The key goes with the layers of the front line that are shown.
function inStep(app, holder) {
  const update = () => {
    const at = document.activeElement;
    const layer = holder.contains(at) ? at.dataset.layer : undefined;
    holder.replaceChildren(...keyList(app));
    const again = layer === undefined ? null : [...holder.querySelectorAll("input")].find((tick) => tick.dataset.layer === layer);
    if (again) again.focus({ preventScroll: true });
  };
  app.on("fronts", update);
  update();
  return holder;
}

const sample = (node) => make("span", { class: "gm-sample" }, node);
const ring = () => symbol("strike", UNKNOWN, 20, true);
const several = () => make("span", { class: "gm-sample gm-sample-count" }, "9");

function sizes() {
  const body = draw("svg", { viewBox: "0 0 30 20", width: 30, height: 20, class: "gm-swatch gm-c7" });
  for (const [x, r] of [[4, 3.4], [13, 5], [24, 6]]) body.append(draw("circle", { cx: x, cy: 16 - r + 2, r, class: "gm-solid" }));
  return body;
}
