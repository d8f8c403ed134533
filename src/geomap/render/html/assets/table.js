// The same events as a table: for screen readers, for copying, for those who prefer to read.

const PAGE = 200;

function tableView(app) {
  const { data, filter } = app;
  const { say } = data;
  const columns = ["event_id", "kind", "date", "place", "precision", "actor", "counts", "claim", "evidence", "sources"];
  const dialog = make("dialog", { class: "gm-dialog", "aria-label": say("table") });
  let page = 0;
  let rows = [];

  const cells = (i) => {
    const counts = ["killed", "injured", "launched", "downed", "jammed"]
      .filter((name) => data.value(name, i) !== null)
      .map((name) => say("n_" + name, { n: data.value(name, i) }));
    const by = data.text("claimed_by", i);
    const status = say("status_" + (data.text("claim_status", i) || "reported"));
    return [
      data.text("event_id", i),
      say("kind_" + data.shape.kinds[data.kind[i]]),
      data.start[i] === NO_DAY ? say("undated") : say.days(data.start[i], data.end[i]),
      placeName(data, i) || say("no_place"),
      say("precision_" + data.shape.precisions[data.precision[i]]),
      [data.text("actor", i), data.text("target", i)].filter(Boolean).join(" → "),
      [...counts, data.text("counts_text", i)].filter(Boolean).join(", "),
      by ? `${by} (${status})` : status,
      data.evidence(i).join(" "),
      data.sources(i).map((source) => source.outlet || source.title || source.url).join("; "),
    ];
  };
  function fill() {
    const body = make("tbody");
    for (const i of rows.slice(page * PAGE, (page + 1) * PAGE)) {
      const [first, ...rest] = cells(i);
      body.append(make("tr", {}, quoted(first, "td", "gm-id"), ...rest.map((cell) => quoted(cell, "td"))));
    }
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    const step = (by) => () => {
      page += by;
      fill();
    };
    dialog.replaceChildren(
      make("div", { class: "gm-dialog-head" },
        make("h2", { tabindex: "-1" }, say("n_events", { n: rows.length })),
        pages > 1 ? make("span", { class: "gm-pages" },
          make("button", { type: "button", disabled: page === 0, "aria-label": say("previous"), onclick: step(-1) }, "‹"),
          say("of", { n: page + 1, all: pages }),
          make("button", { type: "button", disabled: page >= pages - 1, "aria-label": say("next"), onclick: step(1) }, "›")) : null,
        make("button", { type: "button", onclick: () => dialog.close() }, say("close"))),
      make("div", { class: "gm-table", tabindex: "0", role: "region", "aria-label": say("table") },
        make("table", {},
          make("caption", {}, data.texts[data.shape.title]),
          make("thead", {}, make("tr", {}, ...columns.map((name) => make("th", { scope: "col" }, say("column_" + name))))),
          body)));
  }
  return {
    dialog,
    open() {
      rows = [];
      for (let i = 0; i < data.count; i++) if (filter.mask[i]) rows.push(i);
      page = 0;
      fill();
      dialog.showModal();
    },
  };
}
