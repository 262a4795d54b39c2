// Tap 2 of a new line: which item.

import { make } from "../dom.js";
import { number, sentences } from "../format.js";
import { text, unitName } from "../language.js";
import { chevron } from "../change-words.js";
import { sign } from "../offline/decimal.js";
import * as engine from "../offline/client.js";
import { navigationLine } from "./frame.js";
import { address, nothing, searchScreen } from "./pick.js";

export function pickItem(root, { customer, back }) {
  searchScreen(root, {
    top: navigationLine({ label: customer?.name ?? "", tap: 2, back }),
    title: text("log-which-item"),
    label: text("log-search-item"),
    ask: (typed) => engine.ask("items", { typed }),
    draw: (found, typed) =>
      found.length > 0
        ? make("div.sheet", {}, found.map((item) => itemRow(item, customer)))
        : nothing(typed ? "log-no-item" : "log-no-items-yet", typed),
  });
}

function itemRow(item, customer) {
  const packed = sign(item.pack_multiple ?? "0") > 0 && text("log-packed", { count: number(item.pack_multiple), unit: unitName(item.unit, item.pack_multiple) });
  return make(
    "a.row.flex.between",
    { href: address({ customer: customer.id, item: item.id }), "data-key": item.id },
    make("span.grow", {}, make("span.m.own-line", {}, item.name), make("span.dim.t-s.own-line", {}, sentences([item.code, packed]))),
    chevron(),
  );
}
