// The list beside the map: only the rows in sight exist, so that any number of events is quick.

const ROW = 62;

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
  let rows = [];
  let only = false;
  const scroller = make("div", { class: "gm-scroll", tabindex: "-1" });
  const space = make("ol", { class: "gm-rows" });
  const none = make("p", { class: "gm-none", hidden: true }, say(data.count ? "none_match" : "no_events"));
  scroller.append(none, space);
  const tick = make("input", { type: "checkbox", onchange: () => { only = tick.checked; update(); } });
  const count = make("p", { class: "gm-count", role: "status" });
  holder.append(make("div", { class: "gm-listhead" }, count, make("label", {}, tick, say("in_view"))), scroller);

  function row(position) {
    const i = rows[position];
    const kind = data.shape.kinds[data.kind[i]];
    const place = placeName(data, i) || say("no_place");
    const said = [];
    for (const name of ["killed", "injured", "launched", "downed"]) {
      const n = data.value(name, i);
      if (n !== null) said.push(say("n_" + name, { n }));
    }
    const status = data.text("claim_status", i);
    if (status && status !== "reported") said.push(say("status_" + status));
    const under = data.placed(i)
      ? [said.join(" · ") || data.text("actor", i) || data.text("claimed_by", i)]
      : [make("b", {}, say("not_on_map") + " "), quoted(data.text("location_reason", i))];
    const day = data.start[i] === NO_DAY ? say("undated") : say.shortDay(data.end[i]);
    const button = make("button", {
      type: "button", class: "gm-row", "data-event": i,
      "aria-current": app.selected === i ? "true" : null, onclick: () => app.pick(i),
    },
      symbol(kind, app.colourOf(data.text("actor", i)), 28, data.area[i] !== NOWHERE || !data.placed(i)),
      make("span", { class: "gm-row-text" },
        make("span", { class: "gm-row-head" }, make("strong", {}, say("kind_" + kind)), " ", quoted(place, "span")),
        make("span", { class: "gm-row-sub" }, ...under)),
      make("time", {}, day));
    const item = make("li", { "aria-setsize": rows.length, "aria-posinset": position + 1 }, button);
    item.style.top = position * ROW + "px";
    return item;
  }

  let drawn = "";
  function sight() {
    const top = scroller.scrollTop;
    const first = rows.length <= 150 ? 0 : Math.max(0, Math.floor(top / ROW) - 8);
    const last = rows.length <= 150 ? rows.length : Math.min(rows.length, Math.ceil((top + scroller.clientHeight) / ROW) + 8);
    const key = `${first}-${last}-${app.selected}`;
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

  function update() {
    const seen = only ? app.sight(0) : null;
    rows = new Uint32Array(filter.shown);
    let length = 0;
    for (const i of order) {
      if (!filter.mask[i]) continue;
      if (seen !== null && !seen(i)) continue;
      rows[length++] = i;
    }
    rows = rows.subarray(0, length);
    space.style.height = rows.length * ROW + "px";
    none.hidden = rows.length > 0;
    const all = filter.shown === data.count;
    count.textContent = all ? say("n_events", { n: data.count }) : say("n_of_events", { n: filter.shown, all: say.number(data.count) });
    drawn = "";
    sight();
  }
  scroller.addEventListener("scroll", soon(sight), { passive: true });
  new ResizeObserver(soon(sight)).observe(scroller);
  app.on("select", (i) => {
    drawn = "";
    const position = rows.indexOf(i);
    if (position >= 0 && !scroller.contains(document.activeElement)) {
      const top = position * ROW;
      if (top < scroller.scrollTop || top + ROW > scroller.scrollTop + scroller.clientHeight) {
        scroller.scrollTop = Math.max(0, top - scroller.clientHeight / 3);
      }
    }
    sight();
  });
  app.on("filter", update);
  app.on("view", () => only && update());
}
