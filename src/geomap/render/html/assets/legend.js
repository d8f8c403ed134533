// The key to the map: only what is on it.

function legend(app, open) {
  const { data } = app;
  const { say } = data;
  const box = make("details", { class: "gm-legend" });
  box.open = open;
  box.append(make("summary", {}, say("legend")));
  const body = make("div", { class: "gm-legend-body" });
  box.append(body);
  const group = (title, rows) => {
    if (!rows.length) return;
    body.append(make("h3", {}, title), make("ul", { class: rows.length > 5 ? "gm-two" : null }, ...rows.map(([sign, text]) => make("li", {}, sign, text))));
  };
  const present = (codes) => [...new Set(codes)].sort((a, b) => a - b);
  const kinds = present(data.kind);
  const actors = [];
  let rest = false;
  for (const name of data.actors) {
    const colour = app.colourOf(name);
    if (colour === UNKNOWN) rest = true;
    else actors.push([swatch(colour), quoted(name)]);
  }
  if (rest && actors.length) actors.push([swatch(UNKNOWN), say("other_actor")]);
  group(say("legend_actor"), actors);
  group(say("legend_kind"), kinds.map((code) => [sample(glyph(data.shape.kinds[code], 15)), say("kind_" + data.shape.kinds[code])]));
  const how = [];
  if (data.area.some((area) => area !== NOWHERE)) how.push([ring(), say("legend_area")]);
  how.push([count(), say("legend_group")]);
  if (Array.prototype.some.call(data.kind, (_, i) => data.hurt(i) > 0)) how.push([sizes(), say("legend_size")]);
  group(say("legend_reading"), data.count ? how : []);
  group(say("legend_front"), fronts(app));
  return box;
}

const sample = (node) => make("span", { class: "gm-sample" }, node);
const ring = () => symbol("strike", UNKNOWN, 20, true);
const count = () => make("span", { class: "gm-sample gm-sample-count" }, "9");

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
    rows.push([patch, contested ? data.say("contested") : make("span", {}, data.say("held_by") + " ", quoted(side))]);
  }
  return rows;
}

// The key stands in the corner where it hides least; the view makes room where it still hides some.
function seat(app, key, box) {
  const { map, data } = app;
  if (!key.open || !data.count) return;
  const size = map.getSize();
  const wide = key.offsetWidth + 16;
  const high = key.offsetHeight + 16;
  const corners = { bottomleft: [0, size.y - high], topleft: [0, 0], bottomright: [size.x - wide, size.y - high] };
  const spots = [...map.getPane("markerPane").children].map((node) => L.DomUtil.getPosition(node)).filter(Boolean)
    .map((at) => map.layerPointToContainerPoint(at));
  const hides = ([x, y]) => spots.filter((at) => at.x > x - 16 && at.x < x + wide + 8 && at.y > y - 16 && at.y < y + high + 8).length;
  let best = "bottomleft";
  for (const name of Object.keys(corners)) if (hides(corners[name]) < hides(corners[best])) best = name;
  app.key.setPosition(best);
  if (hides(corners[best]) === 0) return;
  if (size.x < 2.6 * wide) {
    key.open = false;
    app.key.setPosition("bottomleft");
  } else {
    app.key.setPosition("bottomleft");
    map.fitBounds(box, { animate: false, paddingTopLeft: [wide, 6], paddingBottomRight: [6, 6] });
  }
}
