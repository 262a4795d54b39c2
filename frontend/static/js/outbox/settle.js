// One op that came back: yours, theirs or before for a conflict; why, and a new try, for a refusal.

import { icon, make, show, status } from "../dom.js";
import { day, moment, words } from "../format.js";
import { amount, text } from "../language.js";
import { inside, orderWords } from "../change-words.js";
import * as engine from "../offline/client.js";
import { go, navigationLine } from "../log/frame.js";
import { reasonWords } from "../log/reason-grid.js";
import { beginning } from "./again.js";
import { asked, merged, settlement, total, versions } from "./sides.js";
import { effectWords, isAsking, subjectWords, troubleWords } from "./words.js";

const outbox = () => go("/outbox", { replace: true });

/** A version of a field in words. */
function said(op, field, value) {
  if (field === "quantity_delta") return value == null ? "" : amount(total(op, value), op.item?.unit);
  if (field === "due_on") return value ? day(value) : "";
  if (field === "reason") return value ? reasonWords(value) : "";
  if (field === "confidence") return value == null ? text("outbox-nothing") : `${Math.round(value * 100)}\u00a0%`;
  if (typeof value === "boolean") return text(value ? "outbox-yes" : "outbox-no");
  return value || text("outbox-nothing");
}

const fieldKey = (field) => field.replace("quantity_delta", "quantity").replaceAll("_", "-");

export class Settle {
  #root;
  #op;
  #choices = {};

  constructor(root, op) {
    this.#root = root;
    this.#op = op;
    this.#draw();
  }

  #draw() {
    const op = this.#op;
    const isConflict = op.answer.status === "conflict" && asked(op).length > 0;
    const count = op.needs > 1 ? text("outbox-needs-count", { count: op.needs }) : "";
    show(
      this.#root,
      make(
        "div.flex",
        {},
        navigationLine({ label: text("outbox-title"), back: outbox }),
        count && make("span.dim.t-s.push.tap", {}, count),
      ),
      isConflict ? this.#conflict(op) : refused(op),
    );
  }

  #conflict(op) {
    const about = words([op.customer?.name, inside(orderWords(op.line)), op.item?.name]);
    const fields = asked(op);
    const together = merged(op);
    const isReady = fields.every((field) => this.#choices[field]);
    const kept = isReady && fields.map((field) => said(op, field, versions(op, field)[this.#choices[field]])).join(", ");
    return [
      make(
        "div.body.settle",
        {},
        make("p", {}, status("conflict", troubleWords(op), "risk")),
        fields.map((field, at) => this.#question(op, field, at === 0 ? about : null)),
        together.length > 0 && [
          make("div.sec", {}, make("h2", {}, text("outbox-merged"))),
          make("div.sheet", {}, together.map((change) => mergedRow(op, change))),
        ],
      ),
      make(
        "div.dock.stack",
        {},
        make(
          "button.btn.main.wide",
          { type: "button", "data-key": "keep", disabled: !isReady, onclick: () => this.#keep() },
          isReady ? text("outbox-keep", { value: kept }) : text("outbox-choose-one"),
        ),
        make("button.btn.plain.wide.dim", { type: "button", "data-key": "later", onclick: outbox }, text("outbox-decide-later")),
      ),
    ];
  }

  #question(op, field, about) {
    const found = versions(op, field);
    const question = text(`outbox-which-${fieldKey(field)}`);
    const pick = (side, name, note) =>
      make(
        `label.pick${this.#choices[field] === side ? ".on" : ""}${side === "before" ? ".was" : ""}`,
        {},
        make("input", {
          type: "radio",
          name: field,
          value: side,
          "data-key": `${field}-${side}`,
          checked: this.#choices[field] === side,
          onchange: () => {
            this.#choices[field] = side;
            this.#draw();
          },
        }),
        make("span", {}, make("span.b.own-line", {}, name), make("span.t-s.dim.own-line", {}, note)),
        make("span.pick-value", {}, said(op, field, found[side])),
      );
    const headId = `question-${field}`;
    return make(
      "div",
      { role: "radiogroup", "aria-labelledby": headId },
      make(about ? "h1.t-2xl" : "h2.t-xl.settle-next", { id: headId }, question),
      about && make("p.dim.settle-about", {}, text("outbox-about", { about })),
      pick("mine", text("outbox-yours"), text("outbox-yours-note", { time: moment(op.saved_at) })),
      pick("theirs", text("outbox-somebody"), text("outbox-theirs-note")),
      found.before !== undefined && pick("before", text("outbox-before"), text("outbox-before-note")),
    );
  }

  async #keep() {
    await engine.settle(this.#op.op_id, settlement(this.#op, this.#choices));
    outbox();
  }
}

function mergedRow(op, { field, isMine, before, after }) {
  return make(
    "div.row.flex.between",
    {},
    make("span", {}, text(isMine ? "outbox-merged-mine" : "outbox-merged-theirs", { field: text(`outbox-field-${fieldKey(field)}`) })),
    make("span.merged-value", {}, make("span.strike", {}, said(op, field, before)), " ", make("span.b", {}, said(op, field, after))),
  );
}

function refused(op) {
  const settle = (next) => async () => {
    await engine.settle(op.op_id);
    go(next, { replace: true });
  };
  // The new change is on disk as a draft before the refused one is let go.
  const again = async () => {
    const { draft, path } = beginning(op);
    await engine.saveDraft(draft);
    await settle(path)();
  };
  const main = {
    decide_proposal: [settle(`/decisions/${op.id}`), text("outbox-look-again")],
    withdraw_demand_change: [settle(`/changes/new?change=${op.id}`), text("outbox-look")],
  }[op.kind] ?? (isAsking(op)
    ? [settle(`/promise?customer=${op.args.customer_id}&item=${op.args.item_id}`), text("outbox-look-again")]
    : [again, text("outbox-new-change")]);
  return [
    make(
      "div.body.settle",
      {},
      make("p", {}, status(op.answer.status === "conflict" ? "conflict" : "refused", troubleWords(op), op.answer.status === "conflict" ? "risk" : "late")),
      make("h1.t-2xl", {}, effectWords(op)),
      make("p.dim", {}, subjectWords(op)),
      make("p", {}, op.answer.message ?? text("outbox-refused-unknown")),
      make("p.dim.t-s", {}, text("outbox-changed-nothing")),
    ),
    make(
      "div.dock.stack",
      {},
      make("button.btn.main.wide", { type: "button", "data-key": "again", onclick: main[0] }, main[1]),
      make("button.btn.plain.wide.dim", { type: "button", onclick: settle("/outbox") }, icon("close"), make("span", {}, text("outbox-let-go"))),
    ),
  ];
}
