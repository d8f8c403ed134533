// Groups of events that would cover one another: by cells of the screen, then cell to cell.
// The cells are fixed to the earth, so that groups stay as they are while the map is moved.

// Many events make large groups, which need room.
const reachOf = (count) => (count > 2000 ? 64 : 42);

// One pass over the events fills the cells in view; whatever their number, the groups are few.
function clusters(app, zoom, view) {
  const { data, filter } = app;
  const { mask } = filter;
  const reach = reachOf(data.count);
  const per = (256 * 2 ** zoom) / reach;
  const left = Math.floor(view[0] / reach);
  const upper = Math.floor(view[1] / reach);
  const columns = Math.floor(view[2] / reach) - left + 1;
  const rows = Math.floor(view[3] / reach) - upper + 1;
  const size = columns * rows;
  const cells = {
    reach, per, left, upper, columns, rows,
    count: new Uint32Array(size), x: new Float64Array(size), y: new Float64Array(size),
    top: new Int32Array(size).fill(NOWHERE), shares: new Uint32Array(size * (UNKNOWN + 1)),
    west: new Float64Array(size).fill(Infinity), east: new Float64Array(size).fill(-Infinity),
    north: new Float64Array(size).fill(Infinity), south: new Float64Array(size).fill(-Infinity),
    owner: new Int32Array(size).fill(NOWHERE),
  };
  const { count, x, y, top, shares, west, east, north, south } = cells;
  const { points, harm, start } = data;
  const { actorColour } = app;
  const { actor, x: xs, y: ys } = data;
  for (let at = 0; at < points.length; at++) {
    const i = points[at];
    if (mask[i] === 0) continue;
    const px = xs[i] * per;
    const py = ys[i] * per;
    const column = Math.floor(px) - left;
    const row = Math.floor(py) - upper;
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    const cell = row * columns + column;
    count[cell]++;
    x[cell] += px;
    y[cell] += py;
    if (px < west[cell]) west[cell] = px;
    if (px > east[cell]) east[cell] = px;
    if (py < north[cell]) north[cell] = py;
    if (py > south[cell]) south[cell] = py;
    shares[cell * (UNKNOWN + 1) + actorColour[actor[i]]]++;
    const best = top[cell];
    if (best === NOWHERE || harm[i] > harm[best] || (harm[i] === harm[best] && start[i] > start[best])) top[cell] = i;
  }
  return joined(app, cells);
}

// The fullest cell first takes what lies around it within reach.
function joined(app, cells) {
  const { count, x, y, columns, rows, owner, reach } = cells;
  const list = [];
  for (let cell = 0; cell < count.length; cell++) if (count[cell]) list.push(cell);
  list.sort((a, b) => count[b] - count[a] || a - b);
  const groups = [];
  for (const cell of list) {
    if (owner[cell] !== NOWHERE) continue;
    const column = cell % columns;
    const row = (cell - column) / columns;
    const cx = x[cell] / count[cell];
    const cy = y[cell] / count[cell];
    const parts = [cell];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const other = cell + dy * columns + dx;
        if (other === cell || column + dx < 0 || column + dx >= columns || row + dy < 0 || row + dy >= rows) continue;
        if (!count[other] || owner[other] !== NOWHERE) continue;
        if (Math.hypot(x[other] / count[other] - cx, y[other] / count[other] - cy) <= 0.85) parts.push(other);
      }
    }
    for (const part of parts) owner[part] = groups.length;
    groups.push(grouping(app, cells, parts, groups.length, reach));
  }
  return groups;
}

function grouping(app, cells, parts, number, reach) {
  const { data } = app;
  const total = (name) => parts.reduce((sum, part) => sum + cells[name][part], 0);
  const least = (name) => Math.min(...parts.map((part) => cells[name][part]));
  const most = (name) => Math.max(...parts.map((part) => cells[name][part]));
  const count = total("count");
  const shares = new Uint32Array(UNKNOWN + 1);
  for (const part of parts) for (let c = 0; c <= UNKNOWN; c++) shares[c] += cells.shares[part * (UNKNOWN + 1) + c];
  const box = [least("west"), least("north"), most("east"), most("south")].map((side) => side / cells.per);
  const group = {
    count, shares, box,
    x: (total("x") / count) * reach, y: (total("y") / count) * reach,
    top: parts.map((part) => cells.top[part]).reduce((a, b) => (outranks(data, b, a) ? b : a)),
    same: box[0] === box[2] && box[1] === box[3],
    key: `${cells.left + (parts[0] % cells.columns)}.${cells.upper + Math.floor(parts[0] / cells.columns)}`,
    has(i) {
      if (!app.filter.mask[i] || !data.pinned(i)) return false;
      const column = Math.floor(data.x[i] * cells.per) - cells.left;
      const row = Math.floor(data.y[i] * cells.per) - cells.upper;
      return column >= 0 && row >= 0 && column < cells.columns && row < cells.rows &&
        cells.owner[row * cells.columns + column] === number;
    },
    list: () => (count === 1 ? [group.top] : Array.from(data.points.filter((i) => group.has(i)))),
  };
  return group;
}

// Events of one region or country stand together, whatever the zoom.
function stacks(data, mask) {
  const groups = new Map();
  for (let at = 0; at < data.wide.length; at++) {
    const i = data.wide[at];
    if (!mask[i]) continue;
    const list = groups.get(data.area[i]);
    if (list) list.push(i);
    else groups.set(data.area[i], [i]);
  }
  return groups;
}
