// Figures entered with one thumb: fields to choose from, and big keys below them.

import { icon, make } from "../dom.js";
import { number } from "../format.js";
import { language, text } from "../language.js";

const LONGEST = 12;

/**
 * `fields` are {key, label, value, decimals}; `changed` is called with the figures by key, as plain
 * decimal strings. The first key that is pressed replaces what a field holds.
 */
export function keypad(fields, changed) {
  const values = Object.fromEntries(fields.map(({ key, value }) => [key, value]));
  const isFresh = new Set(fields.map(({ key }) => key));
  let chosen = fields[0];
  const heads = fields.map((field) => {
    const figure = make("span.figure-number", {}, number(field.value));
    const button = make(
      "button.pad-field",
      { type: "button", "aria-pressed": String(field === chosen), onclick: () => choose(field) },
      make("span.t-s.dim", {}, field.label),
      figure,
    );
    return { field, figure, button };
  });
  const point = make("button.btn.pad-key", { type: "button", "aria-label": text("floor-comma"), onclick: () => press(".") }, language() === "ru" ? "," : ".");

  function choose(field) {
    chosen = field;
    for (const each of heads) each.button.setAttribute("aria-pressed", String(each.field === field));
    point.disabled = field.decimals === 0;
  }

  function write(value) {
    values[chosen.key] = value;
    isFresh.delete(chosen.key);
    const shown = value.endsWith(".") ? number(value.slice(0, -1)) + (language() === "ru" ? "," : ".") : number(value);
    heads.find(({ field }) => field === chosen).figure.textContent = shown;
    changed(figures());
  }

  function press(digit) {
    const before = isFresh.has(chosen.key) || values[chosen.key] === "0" ? "" : values[chosen.key];
    if (digit === ".") {
      if (chosen.decimals > 0 && !before.includes(".")) write(`${before || "0"}.`);
      return;
    }
    const [, places = ""] = before.split(".");
    if (before.length >= LONGEST || (before.includes(".") && places.length >= chosen.decimals)) return;
    write(before + digit);
  }

  const erase = () => write(values[chosen.key].slice(0, -1) || "0");
  const figures = () =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.replace(/\.$/, "")]));

  choose(chosen);
  const element = make(
    "div.pad-of",
    {},
    make("div.pad-fields", {}, heads.map(({ button }) => button)),
    make(
      "div.pad-keys",
      {},
      [..."123456789"].map((digit) => make("button.btn.pad-key", { type: "button", onclick: () => press(digit) }, digit)),
      point,
      make("button.btn.pad-key", { type: "button", onclick: () => press("0") }, "0"),
      make("button.btn.pad-key", { type: "button", "aria-label": text("floor-erase"), onclick: erase }, icon("back")),
    ),
  );
  element.addEventListener("keydown", (event) => {
    if (/^\d$/.test(event.key)) press(event.key);
    else if (event.key === "." || event.key === ",") press(".");
    else if (event.key === "Backspace") erase();
  });
  const clear = () => write("0");
  return { element, figures, clear, set: (key, value) => { choose(fields.find((field) => field.key === key)); write(value); } };
}
