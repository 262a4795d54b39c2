// Something a person should know once: a bar above the screen, read out, closed by hand.

import { icon, make } from "../dom.js";
import { text } from "../language.js";

export function notice(words, { tone = "", iconName = "info", key = "notice" } = {}) {
  document.querySelector(`.notice[data-key="${key}"]`)?.remove();
  const bar = make(
    `div.notice${tone ? `.${tone}` : ""}`,
    { role: "status", "data-key": key },
    icon(iconName),
    make("p.grow", {}, words),
    make("button.op-menu", { type: "button", "data-key": `${key}-close`, "aria-label": text("shell-close"), onclick: () => bar.remove() }, icon("close")),
  );
  document.getElementById("page").before(bar);
}
