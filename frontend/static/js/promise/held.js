// What has been asked and is held: as rows, and one of them with what can be done about it.

import { make, show, status } from "../dom.js";
import { day, moment, sentences } from "../format.js";
import { amount, text } from "../language.js";
import { chevron } from "../change-words.js";
import { newId } from "../offline/ops.js";
import * as engine from "../offline/client.js";
import { go, navigationLine } from "../log/frame.js";
import { reasonWords } from "../log/reason-grid.js";
import { deliveryWords } from "./firm.js";

const REASONS = ["customer_request", "project_start", "competitor", "season", "promotion", "other"];
const LOOKS = {
  inquired: ["note", "promise-noted", ""],
  released: ["undo", "promise-released", ""],
  lapsed: ["waiting", "promise-lapsed", "risk"],
  ordered: ["ordered", "promise-ordered", "kept"],
};

export function standing(row) {
  if (row.refused !== undefined) return status("refused", text("promise-refused"), "late");
  if (row.status !== "held") return status(...withWords(LOOKS[row.status] ?? LOOKS.inquired));
  if (row.is_unsent) return status("phone", text("promise-to-send"));
  return status("lock", text("promise-was-held", { time: moment(row.held_until) }), "change");
}

const withWords = ([name, key, tone]) => [name, text(key), tone];

export function quotationRow(row) {
  return make(
    "a.row.flex.between",
    { href: `/promise?quotation=${row.id}`, "data-key": row.id },
    make(
      "span.grow",
      {},
      make("span.m.own-line", {}, sentences([row.customer?.name, row.item?.name])),
      make("span.own-line.t-s.dim", {}, text("promise-wanted", { some: amount(row.quantity, row.item?.unit), day: day(row.due_on) })),
      make("span.own-line", {}, standing(row)),
    ),
    chevron(),
  );
}

/** One quotation: answers how to stop following it. */
export function showQuotation(root, id) {
  let isOrdering = false;
  let known = null;
  const draw = () => {
    const back = () => go(known ? `/promise?customer=${known.customer_id}` : "/promise");
    if (!known) {
      show(root, navigationLine({ label: text("promise-title"), back }), make("p.nothing.dim", {}, text("promise-gone")));
      return;
    }
    const unit = known.item?.unit;
    show(
      root,
      navigationLine({ label: known.customer?.name ?? "", back }),
      make(
        "div.body",
        {},
        make(
          "div.answer-head",
          {},
          make("h1.t-2xl", {}, known.deliveries.length > 0 ? deliveryWords(known.deliveries, unit) : known.item?.name ?? ""),
          make("p.dim", {}, sentences([known.item?.name, text("promise-wanted", { some: amount(known.quantity, unit), day: day(known.due_on) })])),
        ),
        make(
          "div.sheet.answer",
          {},
          make("p", {}, standing(known)),
          known.refused && make("p", {}, known.refused),
          known.note && make("p.dim", {}, known.note),
          known.asked_by_name && make("p.dim.t-s", {}, text("promise-by", { name: known.asked_by_name, time: moment(known.asked_at) })),
        ),
      ),
      actions(known, { isOrdering, toggle: () => { isOrdering = !isOrdering; draw(); } }),
    );
  };
  return engine.follow("quotation", { id }, (found) => {
    known = found;
    draw();
  });
}

function actions(row, { isOrdering, toggle }) {
  const again = make("a.btn.wide", { href: `/promise?${new URLSearchParams({ customer: row.customer_id, item: row.item_id })}`, "data-key": "again" }, text("promise-ask-again"));
  if (row.status === "ordered") {
    return make("div.dock.stack", {}, make("a.btn.main.wide", { href: `/changes/${row.demand_change_id}`, "data-key": "change" }, text("promise-see-change")), again);
  }
  if (row.status !== "held" || row.refused !== undefined) return make("div.dock", {}, again);
  const save = (kind, args) => engine.save({ kind, id: row.id, base_ver: row.ver, args, shown: { customer: row.customer, item: row.item } });
  const order = (reason) => save("order_quotation", { demand_change_id: newId(Date.now(), (count) => crypto.getRandomValues(new Uint8Array(count))), reason });
  if (isOrdering) {
    return make(
      "div.dock.stack.promise-dock",
      {},
      make("h2.t-l", {}, text("promise-order-why")),
      make("div.reason-grid", {}, REASONS.map((code) => make("button.btn", { type: "button", "data-key": code, onclick: () => order(code) }, reasonWords(code)))),
    );
  }
  return make(
    "div.dock.stack",
    {},
    make("button.btn.main.wide", { type: "button", "data-key": "order", onclick: toggle }, text("promise-order")),
    make("button.btn.plain.wide", { type: "button", "data-key": "release", onclick: () => save("release_quotation", {}) }, text("promise-release")),
  );
}
