// Symbols on the map: events, groups that count, and badges for regions and countries.

const Badge = L.Icon.extend({
  createIcon() {
    const node = this.options.make();
    this._setIconStyles(node, "icon");
    return node;
  },
  createShadow: () => null,
});

// Part of a region or country goes by the words of the text: "western Iran", not "Iran".
function placeName(data, i) {
  const part = data.shape.precisions[data.precision[i]] === "area" && data.text("place_text", i);
  return part || data.say.who(data.text("place_name", i)) || data.text("place_text", i);
}

function headline(app, i) {
  const { data } = app;
  const kind = data.say("kind_" + data.shape.kinds[data.kind[i]]);
  const place = placeName(data, i);
  return place ? `${kind}, ${place}` : kind;
}

function marks(app) {
  const { map, data, filter } = app;
  const layer = L.layerGroup().addTo(map);
  const leaders = L.layerGroup().addTo(map);
  const areas = areaShapes(app);
  let current = new Map();

  function marker(key, lat, lon, size, label, build, open, list, has) {
    const old = current.get(key);
    if (old) {
      old.list = list;
      old.open = open;
      old.has = has;
      return old;
    }
    const icon = new Badge({
      iconSize: [size, size],
      className: "gm-mark",
      make: () => {
        const node = make("div", { "aria-label": label }, build());
        return node;
      },
    });
    const made = L.marker([lat, lon], { icon, title: label, riseOnHover: true });
    made.list = list;
    made.open = open;
    made.has = has;
    made.on("click", () => made.open(made));
    made.on("keydown", (event) => {
      if (event.originalEvent.key === " ") {
        event.originalEvent.preventDefault();
        made.open(made);
      }
    });
    return made;
  }

  function single(i, boxes) {
    const { say } = data;
    const size = sizeOf(data.hurt(i));
    const lat = data.lat[i] / 1e5;
    const lon = data.lon[i] / 1e5;
    boxes.push(around(map.latLngToContainerPoint([lat, lon]), size));
    const kind = data.shape.kinds[data.kind[i]];
    return [`e${i}`, lat, lon, size, headline(app, i) + (data.start[i] === NO_DAY ? "" : ", " + say.days(data.start[i], data.end[i])),
      () => symbol(kind, app.actorColour[data.actor[i]], size, false),
      () => app.show([i], 0), () => [i], (other) => other === i];
  }

  function grouped(group, zoom, boxes) {
    const { top, count, shares } = group;
    const at = map.unproject([group.x, group.y], zoom);
    const point = map.latLngToContainerPoint(at);
    const said = data.say("n_events", { n: count });
    const look = `${group.key}-${count}-${top}-${shares.join(".")}`;
    if (group.same) {
      const size = sizeOf(data.hurt(top));
      boxes.push(around(point, size + 8));
      const kind = data.shape.kinds[data.kind[top]];
      return [`s${zoom}-${look}`, at.lat, at.lng, size, `${placeName(data, top)}: ${said}`,
        () => stacked(app, symbol(kind, app.actorColour[data.actor[top]], size, false), count),
        () => app.show(group.list(), group.list().indexOf(top)), group.list, group.has];
    }
    const size = count < 10 ? 34 : count < 100 ? 40 : count < 1000 ? 48 : 56;
    boxes.push(around(point, size));
    return [`c${zoom}-${look}`, at.lat, at.lng, size, `${said}: ${data.say("zoom_in")}`,
      () => wheel(app, shares, count, size), () => apart(group), group.list, group.has];
  }

  // Zoom so far in that a group falls apart; at the closest zoom, page through it.
  function apart(group) {
    const [west, north, east, south] = group.box;
    const corner = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x * 256, y * 256), 0);
    const bounds = L.latLngBounds(corner(west, south), corner(east, north));
    const closer = Math.min(map.getBoundsZoom(bounds, false, [90, 90]), map.getMaxZoom());
    if (map.getZoom() >= map.getMaxZoom() - 0.01) app.show(group.list(), 0);
    else map.setView(bounds.getCenter(), Math.min(map.getMaxZoom(), Math.max(closer, map.getZoom() + 1)), { animate: !calm() });
  }

  function badges(boxes) {
    const made = [];
    const groups = [...stacks(data, filter.mask)].filter(([area]) => data.shape.areas[area].anchor);
    areas.only(new Map(groups));
    leaders.clearLayers();
    groups.sort(([a], [b]) => areas.span(a) - areas.span(b) || a - b);
    for (const [area, list] of groups) {
      const [lon, lat] = data.shape.areas[area].anchor;
      const size = 32;
      const [at, led] = free(map, areas.rings(area), lat, lon, size + 6, boxes);
      if (led) L.polyline([at, [lat, lon]], { renderer: app.doubt, interactive: false, className: "gm-leader" }).addTo(leaders);
      app.badgeAt.set(area, at);
      const point = map.latLngToContainerPoint(at);
      const view = map.getSize();
      if (point.x < -300 || point.y < -300 || point.x > view.x + 300 || point.y > view.y + 300) continue;
      boxes.push(around(point, size + 2));
      const top = leading(data, list);
      const kind = data.shape.kinds[data.kind[top]];
      const name = data.say.who(data.texts[data.shape.areas[area].name]);
      const label = list.length === 1
        ? `${data.say("kind_" + kind)}, ${name} (${data.say("somewhere_in")})`
        : `${name}: ${data.say("n_events", { n: list.length })} (${data.say("somewhere_in")})`;
      made.push([`a${area}-${list.length}-${top}-${at.lat.toFixed(3)}-${at.lng.toFixed(3)}`, at.lat, at.lng, size, label,
        () => {
          const ring = symbol(kind, app.actorColour[data.actor[top]], size, true);
          return list.length > 1 ? stacked(app, ring, list.length) : ring;
        },
        () => app.show(list, list.indexOf(top)), () => list, (i) => data.area[i] === area && filter.mask[i] === 1, area]);
    }
    return made;
  }

  function redraw() {
    const zoom = map.getZoom();
    const bounds = map.getPixelBounds();
    // Asked for before anything is changed: afterwards the answer costs a layout.
    const fixed = controls(map);
    const room = 96;
    const view = [bounds.min.x - room, bounds.min.y - room, bounds.max.x + room, bounds.max.y + room];
    const boxes = [];
    const wanted = clusters(app, zoom, view)
      .map((group) => (group.count === 1 ? single(group.top, boxes) : grouped(group, zoom, boxes)));
    wanted.push(...badges(boxes));
    const kept = new Map();
    for (const [key, lat, lon, size, label, build, open, list, has, area] of wanted) {
      const mark = marker(key, lat, lon, size, label, build, open, list, has);
      if (!current.has(key)) {
        mark.addTo(layer);
        if (area !== undefined) {
          mark.on("mouseover focus", () => areas.light(area, true));
          mark.on("mouseout blur", () => areas.light(area, false));
        }
      }
      kept.set(key, mark);
    }
    for (const [key, mark] of current) if (!kept.has(key)) layer.removeLayer(mark);
    current = kept;
    app.names([...boxes, ...fixed]);
    app.point();
  }

  // The symbol of the event at hand stands out.
  app.pickOut = () => {
    for (const mark of current.values()) {
      const on = app.selected !== NOWHERE && mark.has(app.selected);
      if (mark._icon) mark._icon.classList.toggle("gm-picked", on);
      if (on) mark.setZIndexOffset(5000);
      else if (mark.options.zIndexOffset) mark.setZIndexOffset(0);
    }
  };
  app.markOf = (i) => [...current.values()].find((mark) => mark.has(i));
  // Whether an event, or the badge of its area, stands in the view (with some room round it).
  app.sight = (room) => {
    const bounds = map.getBounds().pad(room);
    const [nw, se] = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => map.project(corner, 0).divideBy(256));
    const badges = new Map([...app.badgeAt].map(([area, at]) => [area, bounds.contains(at)]));
    return (i) => {
      if (!data.located[i]) return false;
      const area = data.area[i];
      if (area !== NOWHERE && badges.has(area)) return badges.get(area);
      return data.x[i] >= nw.x && data.x[i] <= se.x && data.y[i] >= nw.y && data.y[i] <= se.y;
    };
  };
  app.areas = areas;
  return redraw;
}

function controls(map) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll(".leaflet-control, .gm-card, .gm-further")]
    .map((node) => node.getBoundingClientRect())
    .filter((box) => box.width)
    .map((box) => [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]);
}

const around = (point, size) =>
  [point.x - size / 2, point.y - size / 2, point.x + size / 2, point.y + size / 2];

// The event that a pile of symbols shows: the one with most people hurt, then the latest.
const outranks = (data, i, best) =>
  (data.hurt(i) - data.hurt(best) || data.start[i] - data.start[best] || best - i) > 0;
const leading = (data, list) => list.reduce((best, i) => (outranks(data, i, best) ? i : best), list[0]);

function stacked(app, node, count) {
  const number = make("span", { class: "gm-pile" }, count < 1000 ? String(count) : app.data.say.brief(count));
  return make("span", { class: "gm-stack" }, node, number);
}

// A group: its number, in a ring of the colours of those who acted.
function wheel(app, shares, count, size) {
  const { data } = app;
  const parts = [];
  let turned = 0;
  shares.forEach((share, colour) => {
    if (!share) return;
    const from = turned;
    turned += (share / count) * 360;
    parts.push(`var(--a${colour}) ${from.toFixed(1)}deg ${turned.toFixed(1)}deg`);
  });
  const said = count < 1000 ? String(count) : data.say.brief(count);
  const node = make("span", { class: "gm-group", "aria-hidden": "true" }, make("b", {}, said));
  node.style.width = node.style.height = size + "px";
  node.style.background = `conic-gradient(${parts.join(",")})`;
  return node;
}

// The badge of a region may stand anywhere within it: where no other symbol is. Where the region
// is full, the badge stands beside it, and a line leads back.
function free(map, rings, lat, lon, size, boxes) {
  const start = map.latLngToContainerPoint([lat, lon]);
  const half = size / 2;
  const view = map.getSize();
  const seen = (x, y) => x > half && y > half && x < view.x - half && y < view.y - half;
  const held = start.x > 0 && start.y > 0 && start.x < view.x && start.y < view.y;
  let beside = null;
  for (let ring = 0; ring <= 12; ring++) {
    const steps = ring === 0 ? 1 : 16;
    for (let step = 0; step < steps; step++) {
      const angle = (step / steps) * 2 * Math.PI - Math.PI / 3;
      const x = start.x + Math.cos(angle) * ring * 13;
      const y = start.y + Math.sin(angle) * ring * 13;
      if (held && !seen(x, y)) continue;
      if (boxes.some(([a, b, c, d]) => x - half < c && x + half > a && y - half < d && y + half > b)) continue;
      const at = map.containerPointToLatLng([x, y]);
      if (ring === 0 || inside(rings, at.lat, at.lng)) return [at, false];
      beside = beside || at;
    }
  }
  return beside ? [beside, true] : [L.latLng(lat, lon), false];
}

function areaShapes(app) {
  const { map, data } = app;
  const renderer = painter("gm-areas");
  const shapes = data.shape.areas.map(() => null);
  const decoded = [];
  const rings = (area) => (decoded[area] = decoded[area] || unfoldAll(data.shape.areas[area].rings, LAND));
  const shaded = (area, list) => {
    const vast = list.some((i) => ["country", "area"].includes(data.shape.precisions[data.precision[i]]));
    return `gm-area${vast ? " gm-vast" : ""}`;
  };
  const spans = [];
  const span = (area) => {
    if (spans[area] === undefined) {
      // Land that was too small to keep has no outline, only its place.
      const bounds = L.latLngBounds(rings(area).map((polygon) => polygon[0]).flat());
      spans[area] = bounds.isValid() ? bounds.getEast() - bounds.getWest() : 0;
    }
    return spans[area];
  };
  return {
    rings,
    span,
    only(groups) {
      shapes.forEach((shape, area) => {
        const list = groups.get(area);
        if (!list && shape) {
          shape.remove();
          shapes[area] = null;
        } else if (list && !shape) {
          shapes[area] = L.polygon(rings(area), { interactive: false, renderer, className: shaded(area, list) }).addTo(map);
        }
      });
    },
    light(area, on) {
      const shape = shapes[area];
      if (shape && shape._path) shape._path.classList.toggle("gm-lit", on || app.pointed === area);
    },
  };
}
