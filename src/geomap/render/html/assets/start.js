// Puts the parts together, and keeps view and choices in the address.

// Where the reader is: view, time, choices, search and open event, as the part behind the #.
function here(app) {
  const { map, filter, data } = app;
  const at = map.getCenter();
  const parts = new URLSearchParams();
  parts.set("map", `${map.getZoom()}/${at.lat.toFixed(4)}/${at.lng.toFixed(4)}`);
  if (filter.dated && !filter.wholeTime()) parts.set("days", `${filter.from}/${filter.to}`);
  for (const name of FACETS) {
    const off = [...filter.hidden[name].keys()].filter((code) => filter.hidden[name][code]);
    if (off.length) parts.set("no-" + name, off.join("."));
  }
  if (filter.query) parts.set("q", filter.query);
  if (app.fronts && app.fronts.off().length) parts.set("no-line", app.fronts.off().join("."));
  if (app.selected !== NOWHERE) parts.set("event", data.text("event_id", app.selected));
  return "#" + parts;
}

// Set time, choices and search as an address says; return its view and event.
function obey(app, address) {
  const { filter, data } = app;
  const parts = new URLSearchParams(address.slice(1));
  const numbers = (name, sign) => (parts.get(name) || "").split(sign).map(Number).filter(Number.isFinite);
  filter.clear();
  const [from, to] = parts.has("days") && filter.dated ? numbers("days", "/") : [];
  if (from <= to && from <= filter.last && to >= filter.first) {
    filter.from = Math.max(filter.first, from);
    filter.to = Math.min(filter.last, to);
  }
  for (const name of FACETS) {
    if (!parts.has("no-" + name)) continue;
    for (const code of numbers("no-" + name, ".")) if (code < filter.hidden[name].length) filter.hidden[name][code] = 1;
  }
  if (parts.has("q")) filter.search(parts.get("q"));
  const view = numbers("map", "/");
  const id = parts.get("event");
  let event = NOWHERE;
  for (let i = 0; id && i < data.count && event === NOWHERE; i++) if (data.text("event_id", i) === id) event = i;
  const linesOff = parts.has("no-line") ? parts.get("no-line").split(".") : [];
  return { view: view.length === 3 && Math.abs(view[1]) <= 85 ? view : null, event, linesOff };
}

// An opened event is a step that the reader can go back from; all else changes the step at hand.
function address(app) {
  let step = false;
  let going = false;
  const write = soon(() => {
    const wanted = here(app);
    const forward = step && app.selected !== NOWHERE;
    step = false;
    if (going || wanted === location.hash) return;
    try {
      if (forward) history.pushState(null, "", wanted);
      else history.replaceState(null, "", wanted);
    } catch (_) {
      // A page within a page may not have an address of its own.
    }
  });
  window.addEventListener("popstate", () => {
    going = true;
    const { view, event, linesOff } = obey(app, location.hash);
    app.close();
    app.tell("address");
    if (app.fronts) app.fronts.only(linesOff);
    app.refresh();
    if (view) app.map.setView([view[1], view[2]], view[0], { animate: false });
    if (event !== NOWHERE) app.pick(event);
    requestAnimationFrame(() => requestAnimationFrame(() => (going = false)));
  });
  return { write, select() { step = true; write(); }, ...obey(app, location.hash) };
}

function layout(app) {
  const { data, map } = app;
  const { say } = data;
  const { shape, texts } = data;
  const page = make("div", { class: "gm-page" });
  const head = make("header", { class: "gm-head" }, quoted(texts[shape.title], "h1"), quoted(texts[shape.subtitle], "p", "gm-subtitle"));
  const stage = make("main", { class: "gm-stage" });
  const time = make("section", { class: "gm-time", "aria-label": say("time") });
  const told = data.count === 0 && shape.changes.length ? "changes" : "list";
  const panel = make("section", { class: "gm-panel", "aria-label": say(told) });
  const foot = make("footer", { class: "gm-foot" });
  const container = map.getContainer();
  container.replaceWith(page);
  stage.append(container);
  const key = keyStrip(app);
  head.prepend(make("a", { class: "gm-skip", href: "#", onclick: (event) => {
    event.preventDefault();
    (panel.querySelector(".gm-row") || panel).focus();
  } }, say("skip")));
  page.append(head, stage, key, time, panel, foot);
  container.setAttribute("role", "application");
  container.setAttribute("aria-label", say("map_label", { title: texts[shape.title] }));

  const tools = make("div", { class: "gm-tools" });
  searchBox(app, tools);
  const choices = make("div", { class: "gm-facets", hidden: true });
  const button = make("button", { type: "button", class: "gm-filter", "aria-expanded": "false", onclick: () => {
    choices.hidden = !choices.hidden;
    button.setAttribute("aria-expanded", String(!choices.hidden));
  } }, say("filter"));
  const table = tableView(app);
  const reset = make("button", { type: "button", class: "gm-reset", hidden: true, onclick: () => app.reset() }, say("reset"));
  tools.append(button, make("button", { type: "button", onclick: () => table.open() }, say("table")));
  const tally = make("span", { class: "gm-tally" }, say(told));
  app.on("count", (said) => {
    tally.textContent = said;
    handle.setAttribute("aria-label", `${say("list")}: ${said}`);
  });
  const handle = make("button", { type: "button", class: "gm-handle", "aria-expanded": "false", onclick: () => {
    const open = page.classList.toggle("gm-open");
    handle.setAttribute("aria-expanded", String(open));
  } }, make("span", { class: "gm-grip", "aria-hidden": "true" }), tally);
  panel.append(handle, tools, reset, choices);
  facets(app, choices);
  if (told === "changes") {
    page.classList.add("gm-no-events");
    changeList(app, panel);
  } else {
    list(app, panel);
  }
  timeline(app, time);
  page.append(table.dialog);
  app.on("filter", () => {
    reset.hidden = !app.filter.active();
    const off = FACETS.some((name) => app.filter.hidden[name].some(Boolean));
    button.classList.toggle("gm-on", off);
  });
  const lift = app.pick;
  app.pick = (i) => {
    page.classList.remove("gm-open");
    handle.setAttribute("aria-expanded", "false");
    lift(i);
  };
  credits(app, foot);
}

function credits(app, holder) {
  const { shape, texts, say } = app.data;
  const lines = shape.credits.map((line) => quoted(texts[line]));
  if (shape.tiles) lines.push(quoted(texts[shape.tiles[1]]));
  lines.push(make("span", {}, say("made_with")));
  const parts = lines.flatMap((line, number) => (number ? [" · ", line] : [line]));
  holder.append(make("p", {}, ...parts));
  if (shape.notes.length) {
    holder.append(make("details", { class: "gm-notes" }, make("summary", {}, say("notes")), ...shape.notes.map((note) => quoted(texts[note], "p"))));
  }
}

function corner(map, position, node) {
  const control = L.control({ position });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    return node;
  };
  return control.addTo(map);
}

function home(app, view) {
  const { map, data } = app;
  const corners = ([west, south, east, north]) => L.latLngBounds([south, west], [north, east]);
  const box = corners(data.shape.box);
  const first = corners(data.shape.focus);
  if (view) map.setView([view[1], view[2]], view[0], { animate: false });
  // The whole earth, for want of a place, fills the map; a view of places holds them all.
  else if (!data.located.some(Boolean) && !data.shape.fronts.length) map.setView(first.getCenter(), map.getBoundsZoom(first, narrow()), { animate: false });
  else map.fitBounds(first, { animate: false, padding: [22, 22] });
  return box;
}

function limits(app) {
  const { map, data } = app;
  const [west, south, east, north] = data.shape.bounds;
  const all = L.latLngBounds([south, west], [north, east]);
  map.options.maxBoundsViscosity = 0.9;
  map.setMaxBounds(all);
  const [left, low, right, high] = data.shape.box;
  const whole = map.getBoundsZoom(L.latLngBounds([low, left], [high, right]), false, [44, 44]);
  map.setMinZoom(Math.max(0, Math.min(map.getBoundsZoom(all, true), whole, map.getZoom())));
}

function start(map, id, options) {
  const holder = document.getElementById(id);
  const text = holder.textContent;
  // What has been read is held no longer.
  holder.textContent = "";
  if (!holder.dataset.packed) return begin(map, text, options);
  const wait = make("p", { class: "gm-wait", role: "status" }, holder.dataset.packed);
  map.getContainer().append(wait);
  return unpacked(text).then((said) => {
    wait.remove();
    return begin(map, said, options);
  });
}

function begin(map, text, options) {
  const data = read(text);
  const app = { map, data, filter: filters(data), ...bus() };
  app.colourOf = palette(data);
  app.actorColour = Uint8Array.from(data.actors, app.colourOf);
  app.selected = NOWHERE;
  const kept = options.panel ? address(app) : { write() {}, select() {}, view: null, event: NOWHERE, linesOff: [] };
  app.linesOff = kept.linesOff;
  map.getContainer().classList.add("gm-map");
  panes(map);
  app.docked = Boolean(options.panel);
  app.doubt = painter("gm-areas");
  // The view is needed before anything can be placed on the map.
  app.filter.run();
  popups(app);
  frontLayers(app);
  if (options.panel) {
    layout(app);
    // Everything takes its room before the view is chosen.
    app.tell("filter");
  }
  map.invalidateSize({ animate: false });
  const box = home(app, kept.view);
  app.firstZoom = map.getZoom();
  if (options.base) {
    if (data.shape.tiles) {
      const [url, , maxZoom] = data.shape.tiles;
      L.tileLayer(data.texts[url], { maxZoom }).addTo(map);
    } else {
      drawLand(map, data);
      limits(app);
    }
  }
  app.names = options.base && !data.shape.tiles ? names(app) : () => {};
  const redraw = marks(app);
  app.redraw = redraw;
  app.refresh = () => {
    app.filter.run();
    redraw();
    app.tell("filter");
    kept.write();
  };
  app.reset = () => {
    app.filter.clear();
    app.tell("reset");
    app.refresh();
  };
  if (options.panel) {
    further(app, box);
    corner(map, "topright", tools(app, box));
    new Scale({ imperial: false, position: "bottomright", maxWidth: 120, say: data.say }).addTo(map);
    nothing(app);
  }
  corner(map, "bottomleft", keyBox(app));
  map.on("moveend zoomend resize", soon(() => {
    redraw();
    app.tell("view");
    kept.write();
  }));
  new ResizeObserver(soon(() => map.invalidateSize({ animate: false }))).observe(map.getContainer());
  app.on("select", kept.select);
  const idle = window.requestIdleCallback || ((run) => setTimeout(run, 400));
  if (options.panel) idle(() => fold(data), { timeout: 3000 });
  app.on("fronts", () => {
    redraw();
    kept.write();
  });
  app.refresh();
  if (kept.event !== NOWHERE) app.pick(kept.event);
  return app;
}

// Leaflet's scale, in the words of the reader's language.
const Scale = L.Control.Scale.extend({
  _updateMetric(most) {
    const metres = this._getRoundNum(most);
    this._updateScale(this._mScale, this.options.say.metres(metres), metres / most);
  },
});

// A map without a single symbol says so, and where to look instead.
function nothing(app) {
  const { data, map } = app;
  if (data.located.some(Boolean) || (data.shape.fronts.length && !data.count)) return;
  const said = data.count ? data.say("none_placed", { n: data.count }) : data.say("no_events");
  map.getContainer().append(make("p", { class: "gm-nothing" }, said));
}

// What lies outside the first view is told, and one press away.
function further(app, box) {
  const { map, data, filter } = app;
  const button = make("button", { type: "button", class: "gm-further", hidden: true, onclick: () =>
    map.fitBounds(box, { animate: !calm(), padding: [22, 22] }) });
  map.getContainer().append(button);
  L.DomEvent.disableClickPropagation(button);
  const update = () => {
    const seen = app.sight(0.02);
    let outside = 0;
    for (let i = 0; i < data.count; i++) {
      if (filter.mask[i] && data.located[i] && !seen(i)) outside++;
    }
    const near = map.getZoom() <= app.firstZoom + 0.3;
    const before = button.hidden;
    button.hidden = outside === 0 || !near;
    button.textContent = data.say("n_further", { n: outside });
    // The names make room for it.
    if (button.hidden !== before) app.redraw();
  };
  if (data.shape.focus.join() !== data.shape.box.join()) {
    app.on("view", update);
    app.on("filter", update);
  }
}

function tools(app, box) {
  const { map, data } = app;
  const { say } = data;
  const press = (name, sign, run) => make("button", { type: "button", "aria-label": say(name), title: say(name), onclick: run }, sign);
  return make("div", { class: "gm-zoom" },
    press("zoom_in", "+", () => map.zoomIn(1, { animate: !calm() })),
    press("zoom_out", "−", () => map.zoomOut(1, { animate: !calm() })),
    press("whole", "⌂", () => map.fitBounds(box, { animate: !calm(), padding: [22, 22] })));
}

window.geomap = Object.assign(window.geomap || {}, { start });
