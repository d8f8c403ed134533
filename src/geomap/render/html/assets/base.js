// The land under the events: countries, regions, areas, and names that do not collide.

function panes(map) {
  const order = { "gm-land": 210, "gm-held": 220, "gm-areas": 230, "gm-changes": 235, "gm-border": 240, "gm-front": 250, "gm-touch": 260, "gm-names": 450 };
  for (const [name, level] of Object.entries(order)) {
    if (map.getPane(name)) continue;
    const pane = map.createPane(name);
    pane.style.zIndex = level;
    if (name !== "gm-touch") pane.style.pointerEvents = "none";
  }
}

const painter = (pane) => L.svg({ pane, padding: 0.6 });

// A line between two countries stands in both outlines; a coast, in one; a cut edge is neither.
function edges(shapes, bounds) {
  const seen = new Map();
  const [west, south, east, north] = bounds.map((side) => Math.round(side * LAND));
  for (const polygons of shapes) {
    for (const rings of polygons) {
      for (const steps of rings) {
        let x = steps[0];
        let y = steps[1];
        for (let i = 2; i < steps.length; i += 2) {
          const ax = x;
          const ay = y;
          x += steps[i];
          y += steps[i + 1];
          const cut = (ax === x && (x <= west || x >= east || Math.abs(x) === 180 * LAND)) ||
            (ay === y && (y <= south || y >= north));
          if (cut) continue;
          const forward = ax < x || (ax === x && ay < y);
          const key = forward ? `${ax},${ay},${x},${y}` : `${x},${y},${ax},${ay}`;
          seen.set(key, (seen.get(key) || 0) + 1);
        }
      }
    }
  }
  return seen;
}

function runs(shapes, bounds, keep) {
  const seen = edges(shapes, bounds);
  const lines = [];
  for (const polygons of shapes) {
    for (const rings of polygons) {
      for (const steps of rings) {
        let x = steps[0];
        let y = steps[1];
        let line = null;
        for (let i = 2; i < steps.length; i += 2) {
          const ax = x;
          const ay = y;
          x += steps[i];
          y += steps[i + 1];
          const forward = ax < x || (ax === x && ay < y);
          const key = forward ? `${ax},${ay},${x},${y}` : `${x},${y},${ax},${ay}`;
          const times = seen.get(key);
          if (times && keep(times)) {
            if (!line) lines.push((line = [[ay / LAND, ax / LAND]]));
            line.push([y / LAND, x / LAND]);
            // Drawn once, though it stands in two outlines.
            if (times > 1) seen.delete(key);
          } else {
            line = null;
          }
        }
      }
    }
  }
  return lines;
}

// The longest rivers are drawn a little heavier; the data give them by length.
const GREAT = 12;

function drawLand(map, data) {
  const { countries, regions, bounds } = data.shape;
  const land = painter("gm-land");
  const still = { interactive: false, renderer: land };
  const fill = countries.flatMap((shape) => unfoldAll(shape, LAND));
  L.polygon(fill, { ...still, className: "gm-land" }).addTo(map);
  L.polygon(unfoldAll(data.shape.lakes, LAND), { ...still, className: "gm-lake" }).addTo(map);
  const line = { ...still, fill: false };
  const rivers = data.shape.rivers.map((river) => unfold(river, LAND));
  L.polyline(rivers.slice(GREAT), { ...line, className: "gm-river" }).addTo(map);
  L.polyline(rivers.slice(0, GREAT), { ...line, className: "gm-river gm-great" }).addTo(map);
  const border = { interactive: false, renderer: painter("gm-border"), fill: false };
  L.polyline(runs(regions, bounds, () => true), { ...border, className: "gm-region" }).addTo(map);
  L.polyline(runs(countries, bounds, (times) => times === 1), { ...border, className: "gm-coast" }).addTo(map);
  L.polyline(runs(countries, bounds, (times) => times > 1), { ...border, className: "gm-country" }).addTo(map);
}

function middleOf(line, share) {
  const path = unfold(line.lines.reduce((a, b) => (a.length >= b.length ? a : b)), FRONT);
  return path[Math.floor(path.length * share)];
}

// Where a name may stand: right of its dot first, round a symbol, beside a line, in the middle.
const BY_DOT = (wide) => [[7, -8], [-7 - wide, -8], [-wide / 2, -23], [-wide / 2, 7]];
const BY_SYMBOL = (wide) => [
  [22, -8], [-22 - wide, -8], [-wide / 2, -36], [-wide / 2, 20], [16, -26], [-16 - wide, -26], [16, 12], [-16 - wide, 12],
  [26, -8], [-26 - wide, -8], [-wide / 2, -42], [-wide / 2, 26],
];
const BY_LINE = (wide) => [[14, -26], [14, 10], [-wide - 14, 10], [-wide - 14, -26]];
const MIDDLE = (wide) => [-8, 14, -30, 34, -52].map((dy) => [-wide / 2, dy]);

// Names in the order of their importance; one that would cover another, or a symbol, waits for
// a closer zoom.
function names(app) {
  const { map, data } = app;
  const pane = map.getPane("gm-names");
  const holder = pane.appendChild(make("div", { class: "gm-names leaflet-zoom-hide", "aria-hidden": "true" }));
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const rows = data.shape.labels.map(([text, lat, lon, kind, zoom]) => ({ text: data.texts[text], lat, lon, kind, zoom }));
  data.shape.fronts.forEach((front, number) => {
    if (!front.lines.length || front.status === "claimed") return;
    // Lines of several days lie close together: their names stand apart.
    const [lat, lon] = middleOf(front, [0.5, 0.3, 0.7, 0.15, 0.85][number % 5]);
    const day = front.date === null ? "" : ", " + data.say.briefDay(front.date);
    rows.splice(8, 0, { text: (data.texts[front.name] || data.say("front_line")) + day, lat, lon, kind: "front", zoom: 5.5, front });
  });
  const style = {
    country: [11.5, 2, "600"], admin1: [11, 0.3, "500"], settlement: [11.5, 0, "600"],
    water: [12.5, 0.6, "500"], river: [11, 0.4, "500"], front: [12, 0, "700"],
  };
  const width = (row) => {
    const key = row.kind + row.text;
    if (!widths.has(key)) {
      const [size, spacing, weight] = style[row.kind] || style.settlement;
      pen.font = `${weight} ${size}px system-ui, sans-serif`;
      const said = row.kind === "country" ? row.text.toUpperCase() : row.text;
      widths.set(key, pen.measureText(said).width + spacing * said.length + 4);
    }
    return widths.get(key);
  };
  // The places of the story itself are named in bold.
  const told = new Set();
  const spot = (lat, lon) => [lat, lon].map((angle) => (Math.round(angle * 1000) / 1000).toFixed(2)).join();
  for (let i = 0; i < data.count && told.size < 5000; i++) {
    if (data.placed(i)) told.add(spot(data.lat[i] / 1e5, data.lon[i] / 1e5));
  }
  for (const row of rows) row.told = row.kind === "settlement" && told.has(spot(row.lat, row.lon));
  const crosses = (taken, [x1, y1, x2, y2]) =>
    taken.some(([a, b, c, d]) => x1 < c && x2 > a && y1 < d && y2 > b);

  return (obstacles) => {
    const zoom = map.getZoom();
    const size = map.getSize();
    const taken = [...obstacles];
    const shown = document.createDocumentFragment();
    // An earlier line is named only where the newest is.
    let dated = false;
    for (const row of rows) {
      if (row.zoom > zoom + 0.5) continue;
      if (row.kind === "country" && zoom > 9) continue;
      if (row.front && !(app.fronts.full(row.front) || (dated && app.fronts.shows(row.front)))) continue;
      const point = map.latLngToContainerPoint([row.lat, row.lon]);
      if (point.x < -40 || point.y < -20 || point.x > size.x + 40 || point.y > size.y + 20) continue;
      const wide = width(row);
      const town = row.kind === "settlement";
      // A town is named to the right of its dot, else left, above or below; others in the middle.
      const spot = [point.x - 4, point.y - 4, point.x + 4, point.y + 4];
      const marked = town && !obstacles.some(([a, b, c, d]) => point.x > a && point.x < c && point.y > b && point.y < d);
      if (marked && crosses(taken, spot)) continue;
      const places = town ? (marked ? BY_DOT : BY_SYMBOL)(wide) : row.kind === "front" || row.kind === "river" ? BY_LINE(wide) : MIDDLE(wide);
      const whole = ([a, b, c, d]) => a >= 2 && b >= 2 && c <= size.x - 2 && d <= size.y - 2;
      const found = places
        .map(([dx, dy]) => [point.x + dx, point.y + dy, point.x + dx + wide, point.y + dy + 16])
        .find((box) => whole(box) && !crosses(taken, box));
      if (!found) continue;
      if (marked) taken.push(spot);
      taken.push(found);
      if (row.front) dated = true;
      const at = map.containerPointToLayerPoint([found[0], found[1]]);
      const label = make("span", { class: `gm-name gm-name-${row.kind}${row.told ? " gm-told" : ""}${row.front && !app.fronts.full(row.front) ? " gm-name-older" : ""}` }, row.text);
      label.style.transform = `translate(${Math.round(at.x)}px,${Math.round(at.y)}px)`;
      shown.append(label);
      if (marked) {
        const mark = make("span", { class: "gm-town" });
        const spot = map.containerPointToLayerPoint(point);
        mark.style.transform = `translate(${Math.round(spot.x) - 2}px,${Math.round(spot.y) - 2}px)`;
        shown.append(mark);
      }
    }
    holder.replaceChildren(shown);
  };
}
