// The time line: how many events a day, a range to choose, and play.

const MOST_BARS = 96;

// Dates under the bars: the first, the last, and a few evenly between, each under its bar.
function ticks(say, first, step, bars) {
  const every = Math.max(1, Math.ceil(bars / 6));
  const rows = [];
  const span = bars * step;
  const between = say.within(span);
  const ends = span > 200 ? between : say.briefDay;
  for (let bin = 0; bin < bars; bin += every) if (bin === 0 || bars - 1 - bin >= every * 0.7) rows.push(bin);
  if (bars > 1) rows.push(bars - 1);
  return rows.map((bin, at) => {
    const end = at === 0 || at === rows.length - 1;
    const node = make("span", { class: at === 0 ? "gm-first" : end ? "gm-last" : null }, (end ? ends : between)(first + bin * step));
    node.style.left = ((bin + 0.5) / bars) * 100 + "%";
    return node;
  });
}

function timeline(app, holder) {
  const { data, filter } = app;
  const { say } = data;
  if (!filter.dated || filter.first === filter.last) {
    holder.hidden = true;
    return;
  }
  const days = filter.last - filter.first + 1;
  const step = Math.ceil(days / MOST_BARS);
  const bars = Math.ceil(days / step);
  const binOf = (day) => Math.floor((day - filter.first) / step);
  const from = make("input", { type: "range", min: 0, max: bars - 1, step: 1, class: "gm-from", "aria-label": say("from") });
  const to = make("input", { type: "range", min: 0, max: bars - 1, step: 1, class: "gm-to", "aria-label": say("to") });
  const said = make("output", { class: "gm-range" });
  const chart = draw("svg", { class: "gm-chart", viewBox: `0 0 ${bars} 40`, preserveAspectRatio: "none", "aria-hidden": "true" });
  const heights = Array.from({ length: bars }, (_, bin) => {
    const back = chart.appendChild(draw("rect", { x: bin + 0.08, width: 0.84, class: "gm-col-all" }));
    const front = chart.appendChild(draw("rect", { x: bin + 0.08, width: 0.84, class: "gm-col" }));
    return [back, front];
  });
  const play = make("button", { type: "button", class: "gm-play" });
  // Each handle stands in the middle of its bar.
  for (const input of [from, to]) {
    input.style.left = `calc(${50 / bars}% - 8px)`;
    input.style.width = `calc(${100 - 100 / bars}% + 16px)`;
  }
  const track = make("div", { class: "gm-track" }, chart, from, to);
  const ends = make("div", { class: "gm-ends", "aria-hidden": "true" }, ...ticks(say, filter.first, step, bars));
  holder.append(play, make("div", { class: "gm-time-body" }, said, track, ends));

  // Undated events fall into a bar of their own that is not drawn.
  const bins = Uint16Array.from({ length: data.count }, (_, i) => (data.end[i] === NO_DAY ? bars : binOf(data.end[i])));
  const all = new Uint32Array(bars + 1);
  for (const bin of bins) all[bin]++;
  const most = Math.max(1, ...all.subarray(0, bars));
  let running = 0;
  const icon = () => {
    play.replaceChildren(draw("svg", { viewBox: "0 0 16 16", width: 16, height: 16 },
      draw("path", { d: running ? "M3.5 2H6.5V14H3.5ZM9.5 2H12.5V14H9.5Z" : "M4 1.6 13.4 8 4 14.4Z" })));
    play.setAttribute("aria-label", say(running ? "pause" : "play"));
    play.title = say(running ? "pause" : "play");
  };
  const low = () => Math.min(Number(from.value), Number(to.value));
  const high = () => Math.max(Number(from.value), Number(to.value));
  function choose(a, b) {
    from.value = a;
    to.value = b;
    filter.from = filter.first + a * step;
    filter.to = Math.min(filter.last, filter.first + (b + 1) * step - 1);
    app.refresh();
  }
  function stop() {
    clearInterval(running);
    running = 0;
    icon();
  }
  for (const input of [from, to]) {
    input.addEventListener("input", () => {
      if (running) stop();
      choose(low(), high());
    });
  }
  play.addEventListener("click", () => {
    if (running) return stop();
    let a = low();
    let width = high() - a + 1;
    if (width >= bars || high() >= bars - 1) {
      width = width >= bars ? Math.max(1, Math.round(bars / 12)) : width;
      a = 0;
      choose(a, a + width - 1);
    }
    running = setInterval(() => {
      if (high() >= bars - 1) {
        stop();
        choose(0, bars - 1);
        return;
      }
      choose(low() + 1, high() + 1);
    }, calm() ? 1400 : 700);
    icon();
  });
  icon();

  function update() {
    const shown = new Uint32Array(bars + 1);
    const { mask } = filter;
    for (let i = 0; i < data.count; i++) shown[bins[i]] += mask[i];
    heights.forEach(([back, front], bin) => {
      for (const [bar, n] of [[back, all[bin]], [front, shown[bin]]]) {
        const height = n ? Math.max(2, (38 * n) / most) : 0;
        bar.setAttribute("y", (40 - height).toFixed(2));
        bar.setAttribute("height", height.toFixed(2));
      }
    });
    from.value = binOf(filter.from);
    to.value = binOf(Math.min(filter.last, filter.to));
    const range = say.days(filter.from, filter.to);
    said.replaceChildren(make("b", {}, range), " ", say("n_shown", { n: filter.shown }),
      filter.undated ? ", " + say("n_undated_hidden", { n: filter.undated }) : "");
    from.setAttribute("aria-valuetext", say.day(filter.from));
    to.setAttribute("aria-valuetext", say.day(filter.to));
  }
  app.on("filter", update);
  app.on("reset", () => running && stop());
}
