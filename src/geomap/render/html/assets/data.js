// The data of the page: columns of numbers, one table of text, outlines as steps.

const NOWHERE = -1;

// The data of a large page are packed: base64 of the deflated text.
async function unpacked(text) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

function read(said) {
  const { shape, words, texts } = JSON.parse(said);
  const { count, columns, sources } = shape.events;
  const empty = [];
  const column = (name) => columns[name] || empty;
  const value = (name, i) => {
    const found = column(name)[i];
    return found === undefined ? null : found;
  };
  const text = (name, i) => texts[column(name)[i] || 0];
  const days = (name) => Int32Array.from({ length: count }, (_, i) => column(name)[i] ?? NO_DAY);

  const start = days("start");
  const end = days("end");
  for (let i = 0; i < count; i++) {
    if (start[i] === NO_DAY) start[i] = end[i];
    if (end[i] === NO_DAY) end[i] = start[i];
  }
  const located = Uint8Array.from({ length: count }, (_, i) => ((column("lat")[i] ?? null) === null ? 0 : 1));
  const harm = Uint32Array.from({ length: count }, (_, i) => (column("killed")[i] || 0) + (column("injured")[i] || 0));
  const area = Int32Array.from({ length: count }, (_, i) => column("area")[i] ?? NOWHERE);
  const all = Uint32Array.from({ length: count }, (_, i) => i);
  const data = {
    shape, words, texts, count, value, text, start, end,
    lat: Int32Array.from(column("lat")),
    lon: Int32Array.from(column("lon")),
    kind: Uint8Array.from(column("kind")),
    precision: Uint8Array.from(column("precision")),
    area, harm,
    // Those with a point of their own, and those somewhere in an area.
    points: all.filter((i) => located[i] === 1 && area[i] === NOWHERE),
    wide: all.filter((i) => area[i] !== NOWHERE),
    placed: (i) => located[i] === 1,
    pinned: (i) => located[i] === 1 && area[i] === NOWHERE,
    located,
    say: speaker(words, shape.language),
    sources(i) {
      return (column("sources")[i] || []).map((number) => {
        const [outlet, title, url, day, copy] = sources[number];
        return { outlet: texts[outlet], title: texts[title], url: texts[url], day, copy };
      });
    },
    evidence: (i) => (column("evidence")[i] || []).map((number) => texts[number]),
    evidenceNumbers: (i) => column("evidence")[i] || empty,
    number: (name, i) => column(name)[i] || 0,
    hurt: (i) => harm[i],
  };
  const named = index(data, "actor");
  data.actor = named.codes;
  data.actors = named.names;
  const status = index(data, "claim_status");
  data.status = status.codes;
  data.statuses = status.names;
  project(data);
  return data;
}

const NO_DAY = -2147483648;

// Codes from 0, the most frequent first; equal numbers in alphabetical order.
function index(data, name) {
  const counts = new Map();
  for (let i = 0; i < data.count; i++) {
    const number = data.number(name, i);
    counts.set(number, (counts.get(number) || 0) + 1);
  }
  const order = [...counts.keys()].sort((a, b) =>
    (a === 0) - (b === 0) || counts.get(b) - counts.get(a) || (data.texts[a] < data.texts[b] ? -1 : 1));
  const code = new Map(order.map((number, at) => [number, at]));
  return {
    names: order.map((number) => data.texts[number]),
    codes: Uint16Array.from({ length: data.count }, (_, i) => code.get(data.number(name, i))),
  };
}

// Web Mercator on a unit square, once for all zooms.
function project(data) {
  const x = (data.x = new Float64Array(data.count));
  const y = (data.y = new Float64Array(data.count));
  for (let i = 0; i < data.count; i++) {
    if (!data.placed(i)) continue;
    const sin = Math.sin((data.lat[i] / 1e5) * (Math.PI / 180));
    x[i] = data.lon[i] / 1e5 / 360 + 0.5;
    y[i] = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
  }
}

// [lon, lat, step, step, ...] -> [[lat, lon], ...]; land in 1e-3 degrees, front lines in 1e-4.
const LAND = 1e3;
const FRONT = 1e4;

function unfold(steps, unit) {
  const line = new Array(steps.length / 2);
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < steps.length; i += 2) {
    lon += steps[i];
    lat += steps[i + 1];
    line[i / 2] = [lat / unit, lon / unit];
  }
  return line;
}

const unfoldAll = (polygons, unit) => polygons.map((rings) => rings.map((ring) => unfold(ring, unit)));

function inside(polygons, lat, lon) {
  let odd = false;
  for (const rings of polygons) {
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [y1, x1] = ring[i];
        const [y2, x2] = ring[j];
        if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) odd = !odd;
      }
    }
  }
  return odd;
}
