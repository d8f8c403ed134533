// Where no event is told, the panel tells what changed between the days of the front line.

function changeList(app, holder) {
  const { data, map } = app;
  const { say } = data;
  const name = (side) => sideName(say, data.texts[side]);
  const body = make("div", { class: "gm-scroll gm-changes", tabindex: "0", role: "region", "aria-label": say("changes") });
  let ring = null;
  const go = (lat, lon) => {
    if (ring) ring.remove();
    ring = L.circleMarker([lat, lon], { radius: 11, interactive: false, renderer: app.doubt, className: "gm-doubt" }).addTo(map);
    map.setView([lat, lon], Math.max(map.getZoom(), 8), { animate: !calm() });
  };
  for (const change of data.shape.changes) {
    if (data.shape.changes.length > 1) body.append(make("h2", {}, say.days(change.before, change.after)));
    const totals = change.gains.map(([side, other, km2]) => make("tr", {},
      make("th", { scope: "row" }, swatch(app.colourOf(data.texts[side])), quoted(name(side)), make("small", {}, say("from_side", { other: name(other) }))),
      make("td", {}, say.number(km2), " km²")));
    body.append(make("table", { class: "gm-gains" }, make("caption", {}, say("gained")), make("tbody", {}, ...totals)));
    if (change.shift.km) {
      const { km, lat, lon, near } = change.shift;
      body.append(make("p", { class: "gm-shift" }, say("largest_shift") + " ", make("button", { type: "button", onclick: () => go(lat, lon) },
        `${say.number(km)} km${data.texts[near] ? ", " : ""}`, quoted(data.texts[near]))));
    }
    if (change.regions.length) {
      const rows = change.regions.map(([region, side, , km2]) => make("tr", {},
        make("th", { scope: "row" }, swatch(app.colourOf(data.texts[side])), quoted(data.texts[region])),
        make("td", {}, say.number(km2), " km²")));
      body.append(make("table", { class: "gm-gains" }, make("caption", {}, say("by_region")), make("tbody", {}, ...rows)));
    }
    if (change.settlements.length) {
      const rows = change.settlements.map(([text, lat, lon, , after]) => make("li", {},
        make("button", { type: "button", class: "gm-turned", onclick: () => go(lat, lon) },
          swatch(app.colourOf(data.texts[after])), quoted(data.texts[text]), make("small", {}, quoted(name(after))))));
      body.append(make("h3", {}, say("n_turned", { n: rows.length })), make("ul", { class: "gm-turnedlist" }, ...rows));
    }
  }
  holder.append(body);
}
