// A sheet from below that asks one thing and is answered with an op, or closed.

import { make } from "../dom.js";
import { text } from "../language.js";

/** Opens a sheet; `draw(finish)` gives its parts. Fulfilled with what `finish` got, or null. */
export function openSheet(title, draw) {
  return new Promise((resolve) => {
    let answer = null;
    const dialog = make("dialog.ask.floor-sheet", { "aria-label": title });
    const finish = (value) => {
      answer = value;
      dialog.close();
    };
    dialog.append(
      make("h2.t-xl.two-lines", {}, title),
      ...draw(finish),
      make("button.btn.plain.wide.dim", { type: "button", onclick: () => dialog.close() }, text("shell-close")),
    );
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** One of several, as big keys; `pick` hears the value. */
export function choices(label, options, chosen, pick) {
  const buttons = options.map(({ value, words }) =>
    make(
      "button.btn",
      {
        type: "button",
        "aria-pressed": String(value === chosen),
        onclick: ({ currentTarget }) => {
          for (const each of buttons) each.setAttribute("aria-pressed", String(each === currentTarget));
          pick(value);
        },
      },
      words,
    ),
  );
  return make("div.floor-choice", { role: "group", "aria-label": label }, make("p.label", {}, label), make("div.floor-keys", {}, buttons));
}

export const noteField = () => make("textarea.field", { rows: "2", maxlength: "500" });
export const labelled = (words, field) => make("label.stack", {}, make("span.label", {}, words), field);
export const saveButton = (words, onclick) =>
  make("button.btn.main.wide", { type: "button", onclick }, make("span", {}, words));
