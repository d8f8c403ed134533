// What changed between two days of the front line: in the panel of a map without events, and in a
// popup of the land that changed hands.

function changeList(app, holder) {
  const { changes } = app.data.shape;
  const body = make("div", { class: "gm-scroll gm-changes", tabindex: "0", role: "region", "aria-label": app.data.say("changes") });
  for (const change of changes) {
    if (changes.length > 1) body.append(make("h2", {}, changeDays(app, change)));
    body.append(...changeParts(app, change));
  }
  holder.append(body);
}

const changeDays = (app, { before, after }) =>
  before === null || after === null ? "" : `${app.data.say.day(before)} – ${app.data.say.day(after)}`;

// A ring about a spot, one at a time.
function spotlight(app, lat, lon) {
  if (app.spot) app.spot.remove();
  app.spot = L.circleMarker([lat, lon], { radius: 11, interactive: false, renderer: app.doubt, className: "gm-doubt" }).addTo(app.map);
  app.map.setView([lat, lon], Math.max(app.map.getZoom(), 8), { animate: !calm() });
}

function changeParts(app, change) {
  const { data } = app;
  const { say } = data;
  const name = (side) => quoted(sideName(say, data.texts[side]));
  const sign = (side) => swatch(app.colourOf(data.texts[side]));
  const row = (head, km2) => make("tr", {}, make("th", { scope: "row" }, ...head), make("td", {}, say.number(km2), " km²"));
  const table = (title, rows) => make("table", { class: "gm-gains" }, make("caption", {}, say(title)), make("tbody", {}, ...rows));
  const parts = [table("gained", change.gains.map(([side, other, km2]) =>
    row([sign(side), name(side), make("small", {}, say("from_side", { other: sideName(say, data.texts[other]) }))], km2)))];
  if (change.shift.km) {
    const { km, lat, lon, near } = change.shift;
    parts.push(make("p", { class: "gm-shift" }, say("largest_shift") + " ",
      make("button", { type: "button", onclick: () => spotlight(app, lat, lon) },
        `${say.number(km)} km${data.texts[near] ? ", " : ""}`, quoted(data.texts[near]))));
  }
  if (change.regions.length) {
    parts.push(table("by_region", change.regions.map(([region, side, , km2]) => row([sign(side), quoted(data.texts[region])], km2))));
  }
  if (change.settlements.length) {
    const rows = change.settlements.map(([text, lat, lon, , after]) => make("li", {},
      make("button", { type: "button", class: "gm-turned", onclick: () => spotlight(app, lat, lon) }, sign(after), quoted(data.texts[text]))));
    parts.push(make("h3", {}, say("n_turned", { n: rows.length })), make("ul", { class: "gm-turnedlist" }, ...rows));
  }
  return parts;
}

function changeAccount(app, change) {
  return make("article", { class: "gm-account gm-front-account gm-changes" },
    make("h2", {}, app.data.say("changes")), make("p", { class: "gm-who" }, changeDays(app, change)), ...changeParts(app, change));
}
