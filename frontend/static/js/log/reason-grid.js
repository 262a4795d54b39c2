// Why: asleep until something has changed, then one tap that saves.

import { icon, make } from "../dom.js";
import { hasText, text } from "../language.js";

const SHOWN = 3;
const ICONS = {
  project_start: "up",
  project_delay: "waiting",
  competitor: "conflict",
  season: "today",
  promotion: "quote",
  customer_request: "customers",
  forecast_change: "kpi",
  price: "money",
  stock_correction: "stock",
  quality: "gauge",
  payment: "money",
};

/** A reason in the words that fit the direction, such as "Won from a competitor". */
export function reasonWords(code, towards) {
  const base = `reasons-${code.replaceAll("_", "-")}`;
  const fitting = `${base}-${towards}`;
  return text(towards && hasText(fitting) ? fitting : base);
}

function reasonButton(code, towards, isAwake, save) {
  return make(
    "button.btn",
    {
      type: "button",
      "data-key": `reason-${code}`,
      disabled: !isAwake,
      onclick: () => save(code),
    },
    icon(ICONS[code] ?? "note"),
    make("span", {}, reasonWords(code, towards ?? "more")),
  );
}

/** `openNote` opens the note; `showAll` says whether the whole list is open. */
export function reasonGrid({ codes, towards, isAwake, showAll, save, toggleAll, openNote, hasNote }) {
  const listed = showAll ? codes : codes.slice(0, SHOWN);
  const more = make(
    "button.btn",
    {
      type: "button",
      "data-key": "reason-more",
      disabled: !isAwake,
      "aria-expanded": String(showAll),
      onclick: toggleAll,
    },
    icon(showAll ? "up" : "menu"),
    make("span", {}, text(showAll ? "log-fewer-reasons" : "log-another-reason")),
  );
  return make(
    "section.reasons",
    { "aria-labelledby": "reasons-head" },
    make(
      "div.flex.between",
      {},
      make(isAwake ? "h2.b" : "h2.dim", { id: "reasons-head" }, text(isAwake ? "log-why" : "log-why-asleep")),
      isAwake && make(
        "button.flex.dim.t-s.note-link",
        { type: "button", "data-key": "note", onclick: openNote },
        icon("camera", "s"),
        make("span", {}, text(hasNote ? "log-note-added" : "log-note-photo")),
      ),
    ),
    make("div.reason-grid", {}, listed.map((code) => reasonButton(code, towards, isAwake, save)), more),
  );
}
