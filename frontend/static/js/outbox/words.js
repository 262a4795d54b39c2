// How an op is named in the outbox: whose line, what was done, why it came back.

import { moment, words } from "../format.js";
import { hasText, text } from "../language.js";
import { chevron, effect } from "../change-words.js";
import { icon, make } from "../dom.js";

const FIELDS = new Set(["quantity", "due_on"]);

const kindWords = (op) => text(`outbox-kind-${op.kind.replaceAll("_", "-")}`);

/** About what a customer has asked, not about what is ordered. */
export const isAsking = (op) => /inq|quot/.test(op.kind);

/** `Hartmann, zinc-rich primer`. */
export function subjectWords(op) {
  return words([op.customer?.name, op.item?.name]) || op.shown?.title || kindWords(op);
}

/** `−6 pails`, `1 week later`, or what was decided. */
export function effectWords(op) {
  if (op.shown?.effect) return op.shown.effect;
  if (op.kind === "decide_proposal") return text(`outbox-decided-${op.args.decision.replace("_", "-")}`);
  if (isAsking(op)) return kindWords(op);
  if (op.kind === "withdraw_demand_change") return text("outbox-withdrawn");
  const before = op.shown?.before ?? {};
  return effect({ due_on_before: before.due_on, ...op.change, ...op.args, due_on: op.args.due_on ?? before.due_on }, op.item);
}

/** `Two people changed the date`, `Refused: ...`. */
export function troubleWords(op) {
  const { status, fields = [], code } = op.answer;
  const key = `outbox-refused-${String(code).replaceAll("_", "-")}`;
  if (hasText(key)) return text(key);
  if (status === "conflict") {
    const field = fields.map((name) => name.replace("quantity_delta", "quantity")).find((name) => FIELDS.has(name));
    return text(field ? `outbox-conflict-${field.replace("_", "-")}` : "outbox-conflict");
  }
  return text("outbox-refused");
}

const photoWords = (op) => op.photo_count > 0 && text("outbox-photos", { count: op.photo_count });

export const savedWords = (op) => text("outbox-saved-at", { what: words([effectWords(op), photoWords(op)]), time: moment(op.saved_at) });

/** An op that needs its author, as a row. */
export function needRow(op) {
  const isConflict = op.answer.status === "conflict";
  const tone = isConflict ? "c-risk" : "c-late";
  return make(
    "a.row.op-row",
    { href: `/outbox/${op.op_id}`, "data-key": op.op_id },
    icon(isConflict ? "conflict" : "refused", tone),
    make(
      "span",
      {},
      make("span.m.own-line", {}, subjectWords(op)),
      make(`span.t-s.m.own-line.${tone}`, {}, troubleWords(op)),
      op.answer.message && make("span.t-s.dim.own-line", {}, op.answer.message),
    ),
    chevron(),
  );
}
