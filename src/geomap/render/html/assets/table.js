// The same events as a table: for screen readers, for copying, for those who prefer to read.

const PAGE = 200;

function tableView(app) {
  const { data, filter } = app;
  const { say } = data;
  const columns = ["kind", "date", "place", "precision", "actor", "counts", "claim", "evidence", "sources", "event_id"];
  const dialog = make("dialog", { class: "gm-dialog", "aria-label": say("table") });
  let page = 0;
  let rows = [];

  const cells = (i) => {
    const by = data.text("claimed_by", i);
    const status = say("status_" + (data.text("claim_status", i) || "reported"));
    return [
      say("kind_" + data.shape.kinds[data.kind[i]]),
      data.start[i] === NO_DAY ? say("undated") : say.days(data.start[i], data.end[i]),
      placeName(data, i) || say("no_place"),
      say("precision_" + data.shape.precisions[data.precision[i]]),
      [data.text("actor", i), data.text("target", i)].filter(Boolean).map(say.who).join(" → "),
      counted(app, i).map(([, said]) => said).join(", "),
      by ? `${say.who(by)} (${status})` : status,
      data.evidence(i).join(" "),
    ];
  };
  const linked = (source) => {
    const name = source.outlet || source.title || source.url || say("untitled");
    const address = source.url && safeLink(source.url);
    return address ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, name) : quoted(name);
  };
  function fill() {
    const body = make("tbody");
    for (const i of rows.slice(page * PAGE, (page + 1) * PAGE)) {
      const sources = data.sources(i).flatMap((source, at) => (at ? ["; ", linked(source)] : [linked(source)]));
      body.append(make("tr", {}, ...cells(i).map((cell) => quoted(cell, "td")),
        make("td", {}, ...sources), quoted(data.text("event_id", i), "td", "gm-id")));
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
