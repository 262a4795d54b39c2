// The dashed frame with what the phone's own data says: an estimate, never a promise.

import { make, status } from "../dom.js";
import { day, moment, number } from "../format.js";
import { amount, text } from "../language.js";
import { compare, sign } from "../offline/decimal.js";
import { addDays, daysBetween } from "../offline/days.js";

/** One sentence with dates: `142 kits by Thu 3 Dec, all 160 by Tue 8 Dec`. */
export function estimateSentence(found, wanted, unit) {
  const facts = {
    some: amount(found.on_time ?? "0", unit),
    all: number(found.quantity ?? wanted.quantity),
    all_with_unit: amount(found.quantity ?? wanted.quantity, unit),
    day: day(found.day),
    later: found.all_on ? day(found.all_on) : "",
  };
  if (found.kind === "on_time") return text("log-estimate-on-time", facts);
  if (found.kind === "partly") return text(found.all_on ? "log-estimate-partly" : "log-estimate-partly-open", facts);
  if (found.kind === "late") return text(found.all_on ? "log-estimate-late" : "log-estimate-none", facts);
  if (found.kind === "released") return text("log-estimate-released", { some: amount(found.released, unit) });
  return text("log-estimate-no-data");
}

/** Ordered in ink, what can be added in blue, what is missing dashed in red. */
function bar(found, wanted) {
  const parts = [
    ["firm", found.firm],
    ["added", found.added],
    ["short", found.short ?? "0"],
  ].filter(([, quantity]) => sign(quantity) > 0);
  return make(
    "span.estimate-bar",
    { "aria-hidden": "true" },
    parts.map(([kind, quantity]) => {
      const share = make(`span.${kind}`, {}, number(quantity));
      share.style.flexGrow = String(Math.max(Number(quantity) / Number(wanted.quantity), 0.11));
      return share;
    }),
  );
}

/** `isChanged` is false while the line stands as it is ordered. */
export function estimatePanel(found, { wanted, unit, isChanged, site, asOf }) {
  const frozen = found.frozen_until && isChanged && frozenWords(found, site);
  if (found.kind === "no_data") {
    return make("section.open.estimate-panel", {}, make("p.dim", {}, text("log-estimate-no-data")), frozen);
  }
  const head = make(
    "h2.flex.between",
    {},
    make("span", {}, text(isChanged ? "log-estimate-head" : "log-estimate-as-it-stands")),
    make(`span.nw${found.is_old ? ".c-risk" : ""}`, {}, text("log-as-of", { time: moment(asOf ?? found.as_of) })),
  );
  if (!isChanged && wanted.due_on_before) {
    const free = sign(found.free) > 0 && text("log-estimate-free", { some: amount(found.free, unit) });
    return make("section.open.estimate-panel", {}, head, make("p", {}, asPromised(wanted, unit)), free && make("p.t-s.dim", {}, free));
  }
  const isRounded = found.quantity && compare(found.quantity, wanted.quantity) !== 0;
  const isShort = found.short && sign(found.short) > 0;
  return make(
    "section.open.estimate-panel",
    { "aria-live": "polite" },
    head,
    (isShort || found.kind === "on_time") && found.added && bar(found, wanted),
    make("p.m", {}, estimateSentence(found, wanted, unit)),
    isShort && make("p", {}, status("short", text("log-estimate-short", { some: amount(found.short, unit) }), "late")),
    found.kind === "on_time" && make("p", {}, timeliness(found, wanted)),
    isRounded && make("p.t-s.dim", {}, text("log-estimate-rounded", { some: amount(found.quantity, unit) })),
    (found.unseen ?? []).map((rule) => make("p.t-s.dim", {}, text(`log-estimate-${rule}`))),
    found.is_old && make("p", {}, status("risk", text("log-estimate-old"), "risk")),
    frozen,
  );
}

function timeliness(found, wanted) {
  if (!found.is_overdue) return status("kept", text("log-estimate-kept"), "kept");
  return status("late", text("log-answer-late", { count: daysBetween(wanted.due_on, found.day) }), "late");
}

/** What was promised for the line as it is ordered. */
function asPromised({ quantity_before: quantity, due_on_before: dueOn, promised_on: promisedOn }, unit) {
  const facts = { some: amount(quantity, unit), day: day(promisedOn ?? dueOn) };
  if (!promisedOn) return status("ordered", text("log-estimate-as-ordered", facts));
  const late = daysBetween(dueOn, promisedOn);
  if (late <= 0) return status("kept", text("log-estimate-promised", { ...facts, day: day(dueOn) }), "kept");
  return status("late", text("log-estimate-promised-late", { ...facts, count: late }), "late");
}

function frozenWords(found, site) {
  const facts = { site: site?.name ?? "", day: day(addDays(found.frozen_until, 1)) };
  return make("p", {}, status("lock", text("log-frozen", facts), "risk"));
}
