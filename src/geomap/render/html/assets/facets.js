// Choices by kind, actor, claim status and precision, and the search over all words.

function searchBox(app, holder) {
  const { say } = app.data;
  const input = make("input", {
    type: "search", placeholder: say("search"), "aria-label": say("search_label"),
    autocomplete: "off", spellcheck: "false", value: app.filter.query || null,
  });
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      app.filter.search(input.value);
      app.refresh();
    }, 120);
  });
  app.on("reset", () => (input.value = ""));
  app.on("address", () => (input.value = app.filter.query));
  holder.append(input);
}

function facets(app, holder) {
  const { data, filter } = app;
  const { say } = data;
  const label = {
    kind: (code) => say("kind_" + data.shape.kinds[code]),
    actor: (code) => say.who(data.actors[code]) || say("no_actor"),
    status: (code) => say("status_" + (data.statuses[code] || "reported")),
    precision: (code) => say("precision_" + data.shape.precisions[code]),
  };
  const sign = {
    kind: (code) => symbol(data.shape.kinds[code], UNKNOWN, 20, false),
    actor: (code) => swatch(app.colourOf(data.actors[code])),
  };
  const numbers = [];
  for (const name of FACETS) {
    const codes = [...filter.counts[name].keys()].filter((code) => filter.counts[name][code] > 0);
    if (codes.length < 2) continue;
    codes.sort((a, b) => filter.counts[name][b] - filter.counts[name][a] || a - b);
    const group = make("fieldset", {}, make("legend", {}, say("facet_" + name)));
    const boxes = [];
    for (const code of codes) {
      const box = make("input", { type: "checkbox" });
      box.checked = !filter.hidden[name][code];
      box.addEventListener("change", () => {
        filter.hidden[name][code] = box.checked ? 0 : 1;
        app.refresh();
      });
      boxes.push([box, code]);
      const number = make("span", { class: "gm-number" });
      numbers.push([number, name, code]);
      group.append(make("label", {}, box, sign[name] ? sign[name](code) : null, quoted(label[name](code)), number));
    }
    if (codes.length > 2) {
      const every = (value) => () => {
        for (const [, code] of boxes) filter.hidden[name][code] = value;
        app.refresh();
      };
      group.append(make("div", { class: "gm-every" },
        make("button", { type: "button", onclick: every(0) }, say("all")),
        make("button", { type: "button", onclick: every(1) }, say("none"))));
    }
    app.on("filter", () => {
      for (const [box, code] of boxes) box.checked = !filter.hidden[name][code];
    });
    holder.append(group);
  }
  app.on("filter", () => {
    for (const [node, name, code] of numbers) node.textContent = say.number(filter.counts[name][code]);
  });
}

function swatch(colour) {
  const body = draw("svg", { viewBox: "0 0 32 32", width: 16, height: 16, class: `gm-swatch gm-c${colour}` });
  body.append(draw("path", { d: SHAPES[colour === UNKNOWN ? 0 : colour], class: "gm-solid" }));
  return body;
}
