// Small tools: elements, geometry, wording. Text always becomes a text node, never markup.

const SVG = "http://www.w3.org/2000/svg";

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function draw(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// Text from an input, set apart so that right-to-left script does not disturb its surroundings.
function quoted(text, tag, className) {
  return make(tag || "span", { dir: "auto", class: className || null }, String(text));
}

function safeLink(address) {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch (_) {
    return null;
  }
}

function speaker(table, language) {
  const locale = { en: "en-GB" }[language] || language;
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const date = (options) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  const full = date({ day: "numeric", month: "long", year: "numeric" });
  const short = date({ day: "numeric", month: "short" });
  const abridged = date({ day: "numeric", month: "short", year: "numeric" });
  const month = date({ month: "short", year: "numeric" });
  const year = date({ year: "numeric" });
  const regions = new Intl.DisplayNames([locale], { type: "region", fallback: "code" });
  const at = (day) => new Date(day * 86400000);
  const say = (key, values) => {
    let said = table[key];
    if (said === undefined) return key;
    if (typeof said === "object") said = said[plural.select(values.n)] || said.other;
    return said.replace(/\{(\w+)\}/g, (_, name) =>
      name === "n" && typeof values.n === "number" ? number.format(values.n) : values[name]);
  };
  const brief = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 2 });
  say.brief = (value) => brief.format(value);
  say.number = (value) => number.format(value);
  const share = new Intl.NumberFormat(locale, { style: "percent" });
  say.percent = (value) => share.format(value);
  const long = new Intl.NumberFormat(locale, { style: "unit", unit: "kilometer" });
  const small = new Intl.NumberFormat(locale, { style: "unit", unit: "meter" });
  say.metres = (value) => (value < 1000 ? small.format(value) : long.format(value / 1000));
  say.day = (day) => full.format(at(day));
  say.shortDay = (day) => short.format(at(day));
  // A date as exact as a span of days asks for: the day, the month or the year.
  say.within = (span) => (span > 2000 ? (day) => year.format(at(day)) : span > 200 ? (day) => month.format(at(day)) : say.shortDay);
  say.briefDay = (day) => abridged.format(at(day));
  say.days = (first, last) =>
    first === last ? say.day(first) : full.formatRange(at(first), at(last));
  say.country = (code) => {
    try {
      return regions.of(code);
    } catch (_) {
      return code;
    }
  };
  const local = language === "en" ? new Map() : countryNames(say);
  // Who acts is given in English; a country goes by its name in the reader's language.
  say.who = (name) => local.get(name) || name;
  return say;
}

// English names of countries to their names in another language.
function countryNames(say) {
  const english = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const names = new Map();
  for (let a = 65; a < 91; a++) {
    for (let b = 65; b < 91; b++) {
      const code = String.fromCharCode(a, b);
      const name = english.of(code);
      if (name) names.set(name, say.country(code));
    }
  }
  return names;
}

// Run a function once the page has a moment, however often it was asked for.
function soon(run) {
  let waiting = 0;
  return () => {
    if (waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      run();
    });
  };
}

function bus() {
  const listeners = {};
  return {
    on(name, run) {
      (listeners[name] = listeners[name] || []).push(run);
    },
    tell(name, value) {
      for (const run of listeners[name] || []) run(value);
    },
  };
}

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = () => window.matchMedia("(max-width: 760px)").matches;
