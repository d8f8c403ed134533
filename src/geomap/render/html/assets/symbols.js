// The symbols of the map. A glyph says what happened, colour and shape say who did it.

const dot = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

// On a square of 16: [filled, stroked].
const GLYPHS = {
  drone_attack: ["M6 6H10V10H6Z", `M4 4 12 12M12 4 4 12${dot(3, 3, 2)}${dot(13, 3, 2)}${dot(3, 13, 2)}${dot(13, 13, 2)}`],
  missile_strike: ["M8 15.4 10.2 12V5.4L12.8 2.8V.8L10 2.2H6L3.2.8V2.8L5.8 5.4V12Z", ""],
  air_strike: ["M8 .6 9.3 5.4 15 10.2V11.8L9.3 10.2 9 13 11 14.4V15.5L8 14.7 5 15.5V14.4L7 13 6.7 10.2 1 11.8V10.2L6.7 5.4Z", ""],
  rocket_attack: ["M4.8 1.6H8.8V5.6ZM8 4.9H12V8.9ZM11.2 8.2H15.2V12.2Z", "M1.6 8.2 6.4 3.4M4.8 11.6 9.8 6.6M8.2 14.9 13 10"],
  shelling: ["M8 .6C10.6 3 11.2 5.6 11.2 8V12.2H4.8V8C4.8 5.6 5.4 3 8 .6ZM4.8 13.4H11.2V15.2H4.8Z", ""],
  strike: [dot(8, 8, 1.5), `${dot(8, 8, 4.6)}M8 .8V4M8 12V15.2M.8 8H4M12 8H15.2`],
  explosion: ["M8 .2 9.7 4.8 13.8 2.2 11.8 6.5 16 8 11.8 9.5 13.8 13.8 9.7 11.2 8 15.8 6.3 11.2 2.2 13.8 4.2 9.5 0 8 4.2 6.5 2.2 2.2 6.3 4.8Z", ""],
  mine: [dot(8, 8.6, 4), "M8 4V1.4M5 5.6 3 3.4M11 5.6 13 3.4M1.6 14.2H14.4"],
  sabotage: ["M9.8.4 3.2 9.2H7.3L6 15.6 12.8 6.6H8.7Z", ""],
  debris: ["M2.6 1.6 7 2.6 3.8 6.2ZM10.2 1 14 4.2 10.4 6ZM6.4 7 10 8.2 7 11.2Z", "M1.6 14.2H14.4"],
  interception: ["", "M8 1.2 13.6 3.2V8C13.6 11.4 11 13.6 8 14.8 5 13.6 2.4 11.4 2.4 8V3.2ZM5.7 5.7 10.3 10.3M10.3 5.7 5.7 10.3"],
  overflight: ["", "M1.4 10.4C4 5 9.2 3.6 14.2 6.4M14.4 6.5 11.4 3M14.4 6.5 10.4 8.4M1.6 13.8H4.2M6.7 13.8H9.3M11.8 13.8H14.4"],
  armed_clash: ["", "M2 1.6 12 11.6M14 1.6 4 11.6M9.6 13.8 14.2 9.2M6.4 13.8 1.8 9.2M12 11.6 14.2 14M4 11.6 1.8 14"],
  territory_captured: ["M4.4 1.8H14L11.2 5.2 14 8.8H4.4Z", "M4 1V15.2"],
  territory_regained: ["", "M4 1V15.2M4 2H13.4L10.8 5.2 13.4 8.6H4"],
  withdrawal: ["", "M13.8 2.2V13.8M11 8H2.4M5.8 4.4 2.2 8 5.8 11.6"],
  casualties: [`${dot(8, 4, 2.8)}M2.4 14.8C2.4 10 4.8 8 8 8S13.6 10 13.6 14.8Z`, ""],
  evacuation: [`${dot(4.8, 3.8, 2.3)}M1 14C1 9.8 2.4 7.4 4.8 7.4S8.6 9.8 8.6 14Z`, "M9.8 8.4H14.8M12.4 5.8 15 8.4 12.4 11"],
  arrest: ["", `${dot(4.4, 9.6, 3)}${dot(11.6, 9.6, 3)}M6.4 5.4 8 3.8 9.6 5.4`],
  protest: ["", "M8 9.6V15.2M2 1.8H14V9.6H2ZM4.8 4.6H11.2M4.8 6.9H9"],
  riot: ["M8.8.4C9.2 3.8 13.2 5.4 13.2 10A5.2 5.2 0 0 1 2.8 10C2.8 7.4 4.2 6 5.2 4.2 5.8 5.8 6.4 6.4 7.2 6.6 7.4 4.4 7.4 2.2 8.8.4Z", ""],
  talks: ["M.8 1.6H10.2V8H5.4L3 10.4V8H.8Z", "M12.4 5.2H15V11.6H13.2V14L10.8 11.6H6.6"],
  visit: ["", "M1.8 5.2H14.2V13.6H1.8ZM5.4 5V2.6H10.6V5M1.8 9H14.2"],
  statement: ["M1.6 5.8H4.8L11.4 2V13L4.8 9.8H1.6Z", "M5 10.4 6.2 14.4M13.8 5.4V9.6"],
  agreement: ["", "M3 1.4H13V14.6H3ZM5.5 8 7.4 10 10.8 5.6"],
};

// On a square of 32, centred: who did it, for readers who cannot tell colours.
const SHAPES = [
  "M16 1.5A14.5 14.5 0 1 1 15.99 1.5Z",
  "M7 3H25A4 4 0 0 1 29 7V25A4 4 0 0 1 25 29H7A4 4 0 0 1 3 25V7A4 4 0 0 1 7 3Z",
  "M16 .2 31.8 16 16 31.8.2 16Z",
  "M9 2.6H23L30.6 16 23 29.4H9L1.4 16Z",
  "M16 .8 31 12.2 25.4 29.6H6.6L1 12.2Z",
  "M10 1.6H22L30.4 10V22L22 30.4H10L1.6 22V10Z",
  "M3.4 3.2H28.6V17C28.6 24 23 28.8 16 31.2 9 28.8 3.4 24 3.4 17Z",
];
const UNKNOWN = 7;

// Colours by their number in the palette of the style sheet; the two sides of a war that most
// maps show in blue and red keep those, all others follow by how often they act.
function palette(data) {
  const wanted = { ukraine: 0, russia: 1 };
  const sides = data.shape.fronts.flatMap((front) => [front.left, front.right]);
  const names = [...new Set([...data.actors, ...sides.map((side) => inEnglish(data.texts[side]))])];
  const colours = new Map();
  const free = new Set([0, 1, 2, 3, 4, 5, 6]);
  for (const name of names) {
    const number = wanted[name.toLowerCase()];
    if (number !== undefined && free.delete(number)) colours.set(name, number);
  }
  for (const name of names) {
    if (name === "" || colours.has(name)) continue;
    const [next] = free;
    colours.set(name, next === undefined ? UNKNOWN : next);
    free.delete(next);
  }
  return (name) => colours.get(name) ?? colours.get(inEnglish(name)) ?? UNKNOWN;
}

// A side of a front line may be given as the code of a country.
const CODE = /^[A-Z]{2}$/;
const english = new Intl.DisplayNames(["en"], { type: "region" });
const inEnglish = (name) => (CODE.test(name) ? english.of(name) : name);
const sideName = (say, name) => (CODE.test(name) ? say.country(name) : name);

function glyph(kind, size) {
  const [filled, stroked] = GLYPHS[kind] || GLYPHS.strike;
  const part = draw("svg", { viewBox: "0 0 16 16", width: size, height: size, class: "gm-glyph" });
  if (filled) part.append(draw("path", { d: filled, class: "gm-glyph-fill" }));
  if (stroked) part.append(draw("path", { d: stroked, class: "gm-glyph-line" }));
  return part;
}

// A solid shape is a place; a dashed ring is a region, a country or an area.
function symbol(kind, colour, size, wide) {
  const body = draw("svg", { viewBox: "0 0 32 32", width: size, height: size, class: "gm-shape" });
  const path = wide ? SHAPES[0] : SHAPES[colour === UNKNOWN ? 0 : colour];
  body.append(draw("path", { d: path, class: wide ? "gm-ring" : "gm-solid" }));
  const inner = Math.round(size * (colour === 2 && !wide ? 0.46 : 0.52));
  const node = make("span", { class: `gm-symbol gm-c${colour}${wide ? " gm-wide" : ""}`, "aria-hidden": "true" });
  node.style.width = node.style.height = size + "px";
  node.append(body, glyph(kind, inner));
  return node;
}

const SIZES = [26, 30, 36, 42];
const sizeOf = (hurt) => SIZES[hurt >= 50 ? 3 : hurt >= 10 ? 2 : hurt >= 1 ? 1 : 0];
