// How a demand change is said: what it does, where it stands, which of the eight steps it is on.

import { icon, make, status } from "./dom.js";
import { day, shortDay, words } from "./format.js";
import { signedAmount, text } from "./language.js";
import { daysBetween } from "./offline/days.js";
import { sign } from "./offline/decimal.js";

const STEPS = {
  queued: { step: 1, icon: "phone", key: "status-on-phone", open: true },
  sending: { step: 1, icon: "sending", key: "status-sending", open: true },
  received: { step: 2, icon: "tick", key: "status-received" },
  assessed: { step: 3, icon: "gauge", key: "status-assessed" },
  proposed: { step: 4, icon: "fork", key: "status-proposed", tone: "change" },
  decided: { step: 5, icon: "decided", key: "status-approved" },
  applied: { step: 6, icon: "erp", key: "status-in-plan" },
};
const DECISIONS = {
  approved: { key: "status-approved" },
  amended: { key: "status-amended" },
  rejected: { key: "status-rejected", icon: "refused", tone: "late", stop: true },
  sent_back: { key: "status-sent-back", icon: "undo", tone: "risk", stop: true },
};

/** Where a change stands: {step, icon, key, tone, open, stop}. */
export function standing(change) {
  if (change.status === "withdrawn") {
    return { step: 0, icon: "close", key: "status-withdrawn", tone: "gone" };
  }
  if (change.op_state === "queued" || change.op_state === "sending") return STEPS[change.op_state];
  const found = STEPS[change.status] ?? STEPS.received;
  return found.step === 5 ? { ...found, ...DECISIONS[change.decision] } : found;
}

export function standingStatus(change) {
  const found = standing(change);
  return status(found.icon, text(found.key), found.tone);
}

/** The eight bars; decoration for the eye, since word and number stand beside it. */
export function track(change) {
  const found = standing(change);
  const bars = Array.from({ length: 8 }, (_, index) => {
    const place = index + 1;
    if (place < found.step) return make("i.on");
    if (place > found.step) return make("i");
    if (found.open) return make("i.open");
    if (found.stop) return make("i.stop");
    return make(found.tone === "change" ? "i.now" : "i.on");
  });
  return make("span.track", { "aria-hidden": "true" }, bars);
}

/** What it changes in the fewest words: `+40 kits`, `1 week later`, `cancelled`. */
export function effect(change, item) {
  if (change.is_cancellation) return text("log-effect-cancel");
  if (!change.demand_line_id) return signedAmount(change.quantity_delta, item?.unit);
  if (sign(change.quantity_delta ?? "0") !== 0) return signedAmount(change.quantity_delta, item?.unit);
  if (change.due_on && change.due_on_before && change.due_on !== change.due_on_before) {
    return shift(change.due_on_before, change.due_on);
  }
  return change.is_urgent ? text("log-effect-urgent") : text("log-effect-none");
}

/** How far a day moved: by whole weeks, else to which day. */
export function shift(before, after) {
  const days = daysBetween(before, after);
  if (days % 7 === 0) {
    const key = days > 0 ? "log-effect-weeks-later" : "log-effect-weeks-sooner";
    return text(key, { count: Math.abs(days) / 7 });
  }
  return text("log-effect-to", { day: shortDay(after) });
}

/** One change as a row of a list. */
export function changeRow(change) {
  const where = words([change.customer?.name, change.item?.name]);
  return make(
    "a.row",
    { href: `/changes/${change.id}`, "data-key": change.id },
    make(
      "span.flex.between",
      {},
      make("span.m.cut", {}, where),
      make("span.c-change.b.nw", {}, effect(change, change.item)),
    ),
    make(
      "span.flex.between.row-second",
      {},
      standingStatus(change),
      make("span.t-s.dimmer.nw", {}, text("status-step-of", { step: standing(change).step })),
    ),
    track(change),
  );
}

/** `Order 20418, line 2`. */
export function orderWords(line) {
  if (!line?.order_reference) return "";
  if (!line.line_number) return text("log-order", { reference: line.order_reference });
  const facts = { reference: line.order_reference, line: String(line.line_number) };
  return text("log-order-line", facts);
}

/** Words that begin a line, as they stand within one. */
export const inside = (words) => words.replace(/^./, (first) => first.toLocaleLowerCase());

export const chevron = () => icon("next", "dimmer");
export const dueWords = (on) => (on ? day(on) : "");
