// The list beside the map: only the rows in sight exist, so that any number of events is quick.

const ROW = 62;
const MOST = 8e6;

function list(app, holder) {
  const { data, filter, map } = app;
  const { say } = data;
  // The latest first; then those without a date; those without a place at the end, with the reason.
  const { located, start, end } = data;
  // One number an event, since numbers sort fast: group, days before the last, place in the data.
  const days = filter.dated ? filter.last - filter.first + 1 : 1;
  const keys = Float64Array.from({ length: data.count }, (_, i) => {
    const dated = start[i] !== NO_DAY;
    const group = (located[i] ? 0 : 2) + (dated ? 0 : 1);
    return (group * days + (dated ? filter.last - end[i] : 0)) * data.count + i;
  }).sort();
  const order = Uint32Array.from(keys, (key) => key % data.count);
  // The year is told where there is more than one.
  const year = (day) => new Date(day * 86400000).getUTCFullYear();
  const day = filter.dated && year(filter.first) !== year(filter.last) ? say.briefDay : say.shortDay;
  let rows = [];
  let only = false;
  const scroller = make("div", { class: "gm-scroll", tabindex: "-1" });
  const space = make("ol", { class: "gm-rows" });
  const none = make("p", { class: "gm-none", hidden: true }, say(data.count ? "none_match" : "no_events"));
  scroller.append(none, space);
  const tick = make("input", { type: "checkbox", onchange: () => { only = tick.checked; update(); } });
  const count = make("p", { class: "gm-count", role: "status" });
  holder.append(make("div", { class: "gm-listhead" }, count, make("label", {}, tick, say("in_view"))), scroller);

  // Under the headline: what was counted, else the words of the text; a doubt about it first.
  function beneath(i) {
    const status = data.text("claim_status", i);
    const parts = status && status !== "reported" ? [make("i", {}, say("status_" + status)), " · "] : [];
    const numbers = counted(app, i).map(([, said]) => said).join(", ");
    if (numbers) return [...parts, make("b", {}, numbers)];
    const said = data.evidence(i)[0] || say.who(data.text("actor", i) || data.text("claimed_by", i));
    return said ? [...parts, quoted(said.slice(0, 160))] : parts.slice(0, 1);
  }

  function row(position) {
    const i = rows[position];
    const kind = data.shape.kinds[data.kind[i]];
    const place = placeName(data, i) || say("no_place");
    const under = data.placed(i) ? beneath(i)
      : [make("b", {}, say("not_on_map") + " "), quoted(data.text("location_reason", i))];
    const when = data.start[i] === NO_DAY ? say("undated") : day(data.end[i]);
    const button = make("button", {
      type: "button", class: "gm-row", "data-event": i,
      "aria-current": app.selected === i ? "true" : null, onclick: () => app.pick(i),
    },
      symbol(kind, app.colourOf(data.text("actor", i)), 28, data.area[i] !== NOWHERE || !data.placed(i)),
      make("span", { class: "gm-row-text" },
        make("span", { class: "gm-row-head" }, make("strong", {}, say("kind_" + kind)), " ", quoted(place, "span")),
        make("span", { class: "gm-row-sub" }, ...under)),
      make("time", {}, when));
    const item = make("li", { "aria-setsize": rows.length, "aria-posinset": position + 1 }, button);
    item.style.top = position * ROW - shift() + "px";
    return item;
  }

  // A browser lets nothing be taller than some 16 million pixels: beyond MOST the bar of a long
  // list stands for more than it measures, and rows are placed about the one that it points at.
  const full = () => rows.length * ROW;
  const held = () => Math.min(full(), MOST);
  const shift = () => (full() > MOST ? ((full() - tall) / (MOST - tall) - 1) * top : 0);
  // Read when they change, not when they are needed: then they would cost a layout.
  let top = 0;
  let tall = 0;
  let drawn = "";
  function sight() {
    const whole = rows.length <= 150;
    const at = top + shift();
    const first = whole ? 0 : Math.max(0, Math.floor(at / ROW) - 8);
    const last = whole ? rows.length : Math.min(rows.length, Math.ceil((at + tall) / ROW) + 8);
    const key = `${first}-${last}-${app.selected}-${Math.round(shift())}`;
    if (key === drawn) return;
    drawn = key;
    const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.event : undefined;
    const parts = [];
    for (let position = first; position < last; position++) parts.push(row(position));
    space.replaceChildren(...parts);
    if (focused !== undefined) {
      const again = space.querySelector(`[data-event="${Number(focused)}"]`);
      if (again) again.focus({ preventScroll: true });
    }
  }
  function reach(position) {
    const share = full() > MOST ? (MOST - tall) / (full() - tall) : 1;
    scroller.scrollTop = top = Math.max(0, (position * ROW - tall / 3) * share);
  }
  const seen = (position) => position * ROW >= top + shift() && (position + 1) * ROW <= top + shift() + tall;

  function update() {
    const within = only ? app.sight(0) : null;
    rows = new Uint32Array(filter.shown);
    let length = 0;
    for (const i of order) {
      if (!filter.mask[i]) continue;
      if (within !== null && !within(i)) continue;
      rows[length++] = i;
    }
    rows = rows.subarray(0, length);
    space.style.height = held() + "px";
    top = Math.min(top, Math.max(0, held() - tall));
    none.hidden = rows.length > 0;
    const all = filter.shown === data.count;
    count.textContent = all ? say("n_events", { n: data.count }) : say("n_of_events", { n: filter.shown, all: say.number(data.count) });
    app.tell("count", count.textContent);
    drawn = "";
    sight();
  }
  scroller.addEventListener("scroll", () => { top = scroller.scrollTop; soonSight(); }, { passive: true });
  const soonSight = soon(sight);
  new ResizeObserver(() => { tall = scroller.clientHeight; top = scroller.scrollTop; soonSight(); }).observe(scroller);
  // Arrows move through the list, however much of it exists.
  space.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    const current = event.target.dataset.event;
    if (step === undefined || current === undefined) return;
    event.preventDefault();
    const position = Math.max(0, Math.min(rows.length - 1, rows.indexOf(Number(current)) + step));
    if (!seen(position)) reach(position);
    sight();
    const next = space.querySelector(`[data-event="${rows[position]}"]`);
    if (next) next.focus({ preventScroll: true });
  });
  app.on("select", (i) => {
    drawn = "";
    const position = rows.indexOf(i);
    if (position >= 0 && !scroller.contains(document.activeElement) && !seen(position)) reach(position);
    sight();
  });
  app.on("filter", update);
  app.on("view", () => only && update());
}
