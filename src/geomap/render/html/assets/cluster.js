// Groups of events that would cover one another: by cells of the screen, then cell to cell.
// The cells are fixed to the earth, so that groups stay as they are while the map is moved.

// Many events make large groups, which need room.
const reachOf = (count) => (count > 2000 ? 64 : 42);

function clusters(data, mask, zoom, view) {
  const reach = reachOf(data.count);
  const scale = 256 * 2 ** zoom;
  const cells = new Map();
  const next = (data.next = data.next || new Int32Array(data.count));
  for (let i = 0; i < data.count; i++) {
    if (!mask[i] || data.area[i] !== NOWHERE || !data.placed(i)) continue;
    const x = data.x[i] * scale;
    const y = data.y[i] * scale;
    if (x < view[0] || x > view[2] || y < view[1] || y > view[3]) continue;
    const column = Math.floor(x / reach);
    const row = Math.floor(y / reach);
    const key = column * 4194304 + row;
    const cell = cells.get(key);
    next[i] = -1;
    if (cell === undefined) {
      cells.set(key, { key, column, row, x, y, count: 1, head: i, tail: i });
    } else {
      cell.x += x;
      cell.y += y;
      cell.count++;
      next[cell.tail] = i;
      cell.tail = i;
    }
  }
  return joined([...cells.values()], cells, next, reach);
}

// The fullest cell first takes what lies around it within reach.
function joined(list, cells, next, reach) {
  list.sort((a, b) => b.count - a.count || a.key - b.key);
  const groups = [];
  for (const cell of list) {
    if (cell.taken) continue;
    cell.taken = true;
    const cx = cell.x / cell.count;
    const cy = cell.y / cell.count;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const other = cells.get((cell.column + dx) * 4194304 + cell.row + dy);
        if (!other || other.taken) continue;
        if (Math.hypot(other.x / other.count - cx, other.y / other.count - cy) > reach * 0.85) continue;
        other.taken = true;
        next[cell.tail] = other.head;
        cell.tail = other.tail;
        cell.x += other.x;
        cell.y += other.y;
        cell.count += other.count;
      }
    }
    groups.push({ x: cell.x / cell.count, y: cell.y / cell.count, count: cell.count, head: cell.head });
  }
  return groups;
}

function each(data, group, run) {
  for (let i = group.head, at = 0; at < group.count; i = data.next[i], at++) run(i);
}

function members(data, group) {
  const list = [];
  each(data, group, (i) => list.push(i));
  return list.sort((a, b) => a - b);
}

// Events of one region or country stand together, whatever the zoom.
function stacks(data, mask) {
  const groups = new Map();
  for (let i = 0; i < data.count; i++) {
    const area = data.area[i];
    if (!mask[i] || area === NOWHERE) continue;
    if (!groups.has(area)) groups.set(area, []);
    groups.get(area).push(i);
  }
  return groups;
}
