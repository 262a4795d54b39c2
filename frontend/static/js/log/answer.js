// The firm answer: what comes when, where it differs from the estimate, why, and where it stands.

import { announce, icon, make, status } from "../dom.js";
import { clock, day, number } from "../format.js";
import { amount, text } from "../language.js";
import { standing, standingStatus, track } from "../change-words.js";
import { daysBetween } from "../offline/days.js";
import { add, sign } from "../offline/decimal.js";
import { reasonSentence } from "../fact-words.js";
import { go, navigationLine } from "./frame.js";

/** `142 kits on Thu 3 Dec, 18 more on Mon 7 Dec`. */
export function answerTitle(impact, unit) {
  const [first, ...rest] = impact.answer.filter(({ quantity }) => sign(quantity) > 0);
  if (!first) return text("log-answer-none");
  const start = text("log-answer-first", { some: amount(first.quantity, unit), day: day(first.on) });
  const more = rest.slice(0, 2).map(({ quantity, on }) => text("log-answer-more", { some: number(quantity), day: day(on) }));
  return [start, ...more].join(text("log-answer-joint"));
}

function verdict(change, unit) {
  const { short_quantity: short, days_late: late } = change.impact;
  if (change.is_cancellation) return status("kept", text("log-answer-released"), "kept");
  if (sign(short) > 0 && late > 0) {
    return status("short", text("log-answer-short-late", { some: amount(short, unit), count: late }), "late");
  }
  if (sign(short) > 0) return status("short", text("log-answer-short", { some: amount(short, unit) }), "late");
  if (late > 0) return status("late", text("log-answer-late", { count: late }), "late");
  const last = change.impact.answer.at(-1)?.on;
  const after = last && change.due_on ? daysBetween(change.due_on, last) : 0;
  if (after > 0) return status("risk", text("log-answer-after-wanted", { count: after }), "risk");
  return status("kept", text("log-answer-kept"), "kept");
}

/** Estimate and firm answer beside each other, when there was an estimate. */
function comparison(change) {
  const estimate = change.shown?.estimate;
  const { impact } = change;
  const wanted = change.due_on;
  if (!estimate || !wanted || !estimate.on_time || impact.answer.length === 0) return null;
  const unit = change.item?.unit;
  const total = impact.answer.reduce((sum, { quantity }) => add(sum, quantity), "0");
  const onTime = impact.answer.filter(({ on }) => on <= wanted).reduce((sum, { quantity }) => add(sum, quantity), "0");
  const last = impact.answer.at(-1).on;
  const isBetter = estimate.all_on && daysBetween(last, estimate.all_on) > 0;
  const cell = (words, classes = "") => make("td", { class: classes }, words);
  const table = make(
    "table.comparison.t-s",
    {},
    make("thead", {}, make("tr", {}, make("td", {}), make("th.dim", { scope: "col" }, text("log-column-estimate", { time: clock(estimate.as_of) })), make("th.dim", { scope: "col" }, text("log-column-firm", { time: clock(impact.assessed_at) })))),
    make(
      "tbody",
      {},
      make("tr", {}, make("th.dim", { scope: "row" }, text("log-row-on", { day: day(wanted) })), cell(amount(estimate.on_time, unit)), cell(amount(onTime, unit), "b")),
      make(
        "tr",
        {},
        make("th.dim", { scope: "row" }, text("log-row-all", { all: amount(total, unit) })),
        cell(estimate.all_on ? day(estimate.all_on) : text("log-row-open")),
        cell(day(last), isBetter ? "b c-kept" : "b"),
      ),
    ),
  );
  return make("div.comparison-frame", { tabindex: "0", role: "region", "aria-label": text("log-comparison") }, table);
}

export function answerScreen(change, { seconds, further }) {
  const { impact, item } = change;
  const before = change.quantity_before ?? "0";
  const after = add(before, change.quantity_delta ?? "0");
  const title = change.is_cancellation ? text("log-answer-cancel-title") : answerTitle(impact, item?.unit);
  const found = standing(change);
  const shipped = change.line?.shipped_quantity ?? "0";
  const isLate = sign(impact.short_quantity) > 0 || impact.days_late > 0;
  const reasons = impact.reasons.map((reason) => reasonSentence(reason)).filter(Boolean);
  return [
    navigationLine({ label: change.customer?.name ?? "", back: () => go("/today") }),
    make(
      "div.body",
      {},
      make(
        "div.answer-head",
        {},
        make("h1.t-2xl", {}, title),
        make("p.dim", {}, text("log-answer-about", { item: item?.name ?? "", before: number(before), after: amount(after, item?.unit) })),
        sign(shipped) > 0 && make("p.dim.t-s", {}, text("log-answer-shipped", { some: amount(shipped, item?.unit) })),
        seconds && seconds < 60 && make("p.t-s.dimmer", {}, text("log-answered-in", { count: Math.round(seconds * 10) / 10 })),
      ),
      make("div.sheet.answer", {}, make("p", {}, verdict(change, item?.unit)), impact.slip_count > 0 && make("p", {}, status("late", text("log-answer-slips", { count: impact.slip_count }), "late")), comparison(change)),
      reasons.length > 0 && [
        make("div.sec", {}, make("h2", {}, text(isLate ? "log-why-not-sooner" : "log-why-so"))),
        make("ul.sheet", {}, reasons.map((words) => make("li.row.m", {}, words))),
      ],
      make("div.sec", {}, make("h2", {}, text("log-where-it-stands"))),
      make(
        "div.sheet",
        {},
        make(
          "a.row",
          { href: `/changes/${change.id}` },
          make("span.flex.between", {}, standingStatus(change), make("span.flex", {}, make("span.t-s.dimmer", {}, text("status-step-of", { step: found.step })), icon("next", "dimmer"))),
          track(change),
        ),
      ),
      further && make("div.answer-further", {}, further),
    ),
    make("div.dock", {}, make("button.btn.main.wide", { type: "button", "data-key": "tell", onclick: () => tell(change, title) }, text("log-tell-customer"))),
  ];
}

/** Hand the answer to the phone's own ways of telling somebody. */
async function tell(change, title) {
  const words = `${change.item?.name ?? ""}: ${title}`;
  try {
    if (navigator.share) await navigator.share({ text: words });
    else {
      await navigator.clipboard.writeText(words);
      announce(text("log-copied"));
    }
  } catch {
    // The person closed the sheet, which is an answer too.
  }
}
