// The full account of an event: what, when, where, on whose word, and the words it rests on.

function account(app, i) {
  const { data } = app;
  const { say } = data;
  const text = (name) => data.text(name, i);
  const kind = data.shape.kinds[data.kind[i]];
  const wide = data.area[i] !== NOWHERE;
  const body = make("article", { class: "gm-account" });
  const title = make("h2", { tabindex: "-1" }, say("kind_" + kind));
  const actor = text("actor");
  const who = make("p", { class: "gm-who" });
  if (actor) who.append(quoted(say.who(actor), "strong"));
  if (actor && text("target")) who.append(" → ");
  if (text("target")) who.append(quoted(say.who(text("target"))));
  if (text("weapon")) who.append(make("span", { class: "gm-quiet" }, " · "), quoted(text("weapon"), "span", "gm-quiet"));
  body.append(make("header", {},
    symbol(kind, app.colourOf(actor), 34, wide),
    make("div", {}, title, who.childNodes.length ? who : null)));
  const chips = counts(app, i);
  if (chips) body.append(chips);
  const facts = make("dl", {});
  const fact = (name, ...parts) => facts.append(make("dt", {}, say(name)), make("dd", {}, ...parts));
  fact("where", ...placeOf(app, i));
  fact("when", ...dateOf(app, i));
  fact("said_by", ...claimOf(app, i));
  const km = data.value("frontline_km", i);
  if (km !== null) {
    fact("front_line", say("front_distance", { km: say.number(km) }),
      ...(text("frontline_side") ? [", ", say("front_side"), " ", quoted(sideName(say, text("frontline_side")))] : []),
      ...(data.value("frontline_date", i) === null ? [] : [make("small", {}, say("front_day", { day: say.day(data.value("frontline_date", i)) }))]));
  }
  body.append(facts);
  for (const said of data.evidence(i)) body.append(quoted(said, "blockquote"));
  const parent = data.value("parent", i);
  if (parent !== null) {
    body.append(make("p", { class: "gm-part" }, say("part_of") + " ",
      make("button", { type: "button", onclick: () => app.pick(parent) }, headline(app, parent))));
  }
  body.append(sourcesOf(app, i), sureness(app, i));
  return body;
}

const COUNTS = ["killed", "injured", "launched", "downed", "jammed"];

// "at least (killed); almost (launched)": how the text qualifies each count.
function qualifiers(text) {
  const found = new Map();
  const rest = [];
  for (const part of text.split("; ").filter(Boolean)) {
    const [, said, name] = /^(.*) \((\w+)\)$/.exec(part) || [];
    if (COUNTS.includes(name)) found.set(name, said);
    else rest.push(part);
  }
  return { found, rest };
}

// What was counted: [name, words], with the words of the text before the number.
function counted(app, i) {
  const { data } = app;
  const { found, rest } = qualifiers(data.text("counts_text", i));
  const rows = [];
  for (const name of COUNTS) {
    const n = data.value(name, i);
    const said = found.get(name);
    if (n !== null) rows.push([name, (said ? `“${said}” ` : "") + data.say("n_" + name, { n })]);
    else if (said) rows.push(["said", `“${said}” ` + data.say("column_" + name)]);
  }
  for (const part of rest) {
    const [, names] = /^named dead: (.*)$/.exec(part) || [];  // they stand for themselves
    rows.push(["said", names || `“${part}”`]);
  }
  return rows;
}

function counts(app, i) {
  const rows = counted(app, i);
  if (!rows.length) return null;
  return make("ul", { class: "gm-chips" }, ...rows.map(([name, said]) => quoted(said, "li", "gm-chip gm-chip-" + name)));
}

function placeOf(app, i) {
  const { data } = app;
  const { say } = data;
  const name = data.text("place_name", i);
  const as = data.text("place_text", i);
  const parts = [];
  if (name) parts.push(quoted(say.who(name), "strong"));
  const country = data.text("country", i) && say.country(data.text("country", i));
  for (const within of [data.text("admin1", i), country]) {
    if (within && within !== say.who(name)) parts.push(", ", quoted(within));
  }
  if (as && as !== name) parts.push(name ? " " : "", quoted("“" + as + "”", "span", "gm-quiet"));
  if (!name && !as) parts.push(say("no_place"));
  const precision = data.shape.precisions[data.precision[i]];
  const doubt = data.value("uncertainty", i);
  const line = [say("precision_" + precision)];
  if (doubt) line.push(say("within_km", { km: say.number(doubt < 10 ? doubt : Math.round(doubt)) }));
  parts.push(make("small", {}, line.join(", ")));
  const why = data.text("location_reason", i);
  if (why) parts.push(make("small", {}, (data.placed(i) ? say("why_here") : say("why_not")) + " ", quoted(why)));
  return parts;
}

function dateOf(app, i) {
  const { data } = app;
  const { say } = data;
  const parts = [data.start[i] === NO_DAY ? say("no_date") : say.days(data.start[i], data.end[i])];
  const as = data.text("date_text", i);
  if (as) parts.push(" ", quoted("“" + as + "”", "span", "gm-quiet"));
  if (data.start[i] !== NO_DAY && data.value("time_precision", i) === 2) parts.push(make("small", {}, say("time_week")));
  const why = data.text("date_reason", i);
  if (why) parts.push(make("small", {}, quoted(why)));
  return parts;
}

function claimOf(app, i) {
  const { data } = app;
  const status = data.text("claim_status", i) || "reported";
  const tag = make("span", { class: "gm-status gm-status-" + (/^\w+$/.test(status) ? status : "other") }, data.say("status_" + status));
  const by = data.text("claimed_by", i);
  return by ? [quoted(data.say.who(by)), " ", tag] : [tag];
}

function sourcesOf(app, i) {
  const { data } = app;
  const { say } = data;
  const list = data.sources(i);
  const box = make("section", { class: "gm-sources" }, make("h3", {}, say("n_sources", { n: list.length })));
  const rows = make("ul", {});
  for (const source of list) {
    const row = make("li", {});
    const name = source.outlet || source.title || source.url || say("untitled");
    const address = source.url && safeLink(source.url);
    row.append(address
      ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, name)
      : quoted(name));
    if (source.outlet && source.title) row.append(": ", quoted(source.title, "cite"));
    if (source.day !== null) row.append(make("span", { class: "gm-quiet" }, ", " + say.briefDay(source.day)));
    if (source.copy) row.append(make("span", { class: "gm-quiet" }, ` (${say("copy")})`));
    if (source.url && !address) row.append(" ", quoted(source.url, "span", "gm-quiet"));
    rows.append(row);
  }
  box.append(rows);
  return box;
}

function sureness(app, i) {
  const { say } = app.data;
  const share = app.data.value("confidence", i) ?? 0;
  const bar = make("span", { class: "gm-bar", "aria-hidden": "true" }, make("i"));
  bar.firstChild.style.width = Math.round(share * 100) + "%";
  return make("p", { class: "gm-sure" }, say("confidence") + " ", bar, " " + say.percent(share));
}

// Several events at one place: one account at a time, with a way to the next.
function accounts(app, list, at, onTurn) {
  const box = make("div", { class: "gm-accounts" });
  const turn = (to) => {
    at = (to + list.length) % list.length;
    const parts = [account(app, list[at])];
    if (list.length > 1) {
      parts.unshift(make("nav", { class: "gm-pager", "aria-label": app.data.say("at_this_place") },
        make("button", { type: "button", "aria-label": app.data.say("previous"), onclick: () => turn(at - 1) }, "‹"),
        make("span", { "aria-live": "polite" }, app.data.say("of", { n: at + 1, all: list.length })),
        make("button", { type: "button", "aria-label": app.data.say("next"), onclick: () => turn(at + 1) }, "›")));
    }
    box.replaceChildren(...parts);
    onTurn(list[at]);
  };
  turn(at);
  return box;
}

function popups(app) {
  const { map, data } = app;
  let ring = null;
  app.pointed = NOWHERE;
  app.badgeAt = new Map();
  const card = make("section", { class: "gm-card", hidden: true, "aria-label": data.say("event") });
  const container = map.getContainer();
  container.append(card);
  L.DomEvent.disableClickPropagation(card);
  L.DomEvent.disableScrollPropagation(card);

  const placeOnMap = (i) => {
    const badge = app.badgeAt.get(data.area[i]);
    return badge || L.latLng(data.lat[i] / 1e5, data.lon[i] / 1e5);
  };
  function turned(i) {
    app.selected = i;
    app.point();
    app.tell("select", i);
  }
  // The circle of doubt about the place of the event at hand, or its region lit up.
  app.point = () => {
    const i = app.selected;
    app.pickOut();
    if (ring) ring.remove();
    ring = null;
    const area = i === NOWHERE ? NOWHERE : data.area[i];
    if (app.pointed !== area && app.pointed !== NOWHERE) {
      const before = app.pointed;
      app.pointed = NOWHERE;
      app.areas.light(before, false);
    }
    app.pointed = area;
    if (area !== NOWHERE) app.areas.light(area, true);
    else if (i !== NOWHERE && data.placed(i) && data.value("uncertainty", i)) {
      ring = L.circle(placeOnMap(i), {
        radius: data.value("uncertainty", i) * 1000, interactive: false,
        renderer: app.doubt, className: "gm-doubt",
      }).addTo(map);
    }
  };
  function closed() {
    app.selected = NOWHERE;
    app.point();
    app.tell("select", NOWHERE);
  }
  function closeCard() {
    if (card.hidden) return;
    const row = app.before && app.before.dataset ? app.before.dataset.event : undefined;
    card.hidden = true;
    closed();
    // The list has been drawn anew since: its row is another element for the same event.
    const back = app.before && app.before.isConnected ? app.before
      : row !== undefined && document.querySelector(`.gm-row[data-event="${Number(row)}"]`);
    if (back) back.focus({ preventScroll: true });
  }
  app.close = () => {
    map.closePopup();
    closeCard();
  };
  const popup = L.popup({ maxWidth: 350, minWidth: 290, className: "gm-popup", autoPanPaddingTopLeft: [16, 16], autoPanPaddingBottomRight: [16, 16] });
  popup.on("remove", () => {
    if (app.turning) return;
    closed();
    if (app.before && app.before.isConnected && container.contains(document.activeElement)) app.before.focus();
  });
  app.show = (list, at) => {
    app.before = document.activeElement;
    const i = list[at];
    if (app.docked || !data.placed(i)) showCard(list, at);
    else showPopup(list, at);
  };
  function showCard(list, at) {
    app.turning = true;
    map.closePopup();
    app.turning = false;
    const shut = make("button", { type: "button", class: "gm-shut", "aria-label": data.say("close"), onclick: closeCard }, "×");
    card.replaceChildren(shut, accounts(app, list, at, turned));
    card.hidden = false;
    card.scrollTop = 0;
    card.querySelector("h2").focus({ preventScroll: true });
    if (data.placed(list[at])) beside(placeOnMap(list[at]));
  }
  // Move the map only if the symbol is out of sight or under the card.
  function beside(at) {
    const point = map.latLngToContainerPoint(at);
    const size = map.getSize();
    const box = [card.offsetLeft, card.offsetTop, card.offsetLeft + card.offsetWidth, card.offsetTop + card.offsetHeight];
    const hidden = point.x > box[0] - 24 && point.x < box[2] + 24 && point.y > box[1] - 24 && point.y < box[3] + 24;
    const seen = point.x > 24 && point.y > 24 && point.x < size.x - 24 && point.y < size.y - 24;
    if (seen && !hidden) return;
    const wanted = narrow() ? [size.x / 2, box[1] / 2] : [(box[2] + size.x) / 2, size.y / 2];
    map.panBy([point.x - wanted[0], point.y - wanted[1]], { animate: !calm() });
  }
  function showPopup(list, at) {
    const i = list[at];
    card.hidden = true;
    const content = accounts(app, list, at, turned);
    popup.options.maxHeight = Math.max(180, map.getSize().y - 90);
    app.turning = true;
    popup.setLatLng(placeOnMap(i)).setContent(content).openOn(map);
    app.turning = false;
    app.selected = i;
    app.point();
    content.querySelector("h2").focus({ preventScroll: true });
  }
  // From the list: bring the event into view and out of its group first.
  app.pick = (i) => {
    if (!data.placed(i)) return app.show([i], 0);
    const at = placeOnMap(i);
    const mark = app.markOf(i);
    const list = mark ? mark.list() : [i];
    const same = list.every((other) => data.area[other] !== NOWHERE || (data.x[other] === data.x[i] && data.y[other] === data.y[i]));
    if (!same || (!app.docked && !map.getBounds().contains(at))) {
      const zoom = same ? map.getZoom() : Math.max(map.getZoom() + 1.5, 8);
      map.setView(at, Math.min(zoom, map.getMaxZoom()), { animate: false });
    }
    const shown = app.markOf(i);
    const near = shown ? shown.list() : [i];
    if (near.length > 1 && near.includes(i) && near.every((other) => data.area[other] === data.area[i] && data.x[other] === data.x[i])) {
      return app.show(near, near.indexOf(i));
    }
    return app.show([i], 0);
  };
  container.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeCard();
  });
}
