// The frame of a log screen: back or close, whose it is, which tap this is.

import { icon, make } from "../dom.js";
import { text } from "../language.js";

export function navigationLine({ label, isFirst, tap, back }) {
  return make(
    "div.navline",
    {},
    make(
      "button",
      { type: "button", "data-key": "back", "aria-label": text(isFirst ? "shell-close" : "shell-back"), onclick: back },
      icon(isFirst ? "close" : "back", "l"),
    ),
    make("span.b.grow.cut", {}, label),
    tap && make("span.dim.t-s.tap", {}, text("log-tap", { number: tap })),
  );
}

/** A search field with its label for readers; what is typed stays while the list below changes. */
export function searchField({ label, typed, change }) {
  return make(
    "label.field.search",
    {},
    icon("search"),
    make("span.vh", {}, label),
    make("input", {
      type: "search",
      placeholder: label,
      value: typed,
      "data-key": "search",
      autocomplete: "off",
      enterkeyhint: "search",
      oninput: (event) => change(event.target.value),
    }),
  );
}

/** Leave the flow for another screen of the shell. */
export function go(path, options = {}) {
  document.dispatchEvent(new CustomEvent("lockstep:navigate", { detail: { path, ...options } }));
}
