// The firm answer: asked of the server, and what can be told to the customer, as rows to choose from.

import { make, status } from "../dom.js";
import { day, number } from "../format.js";
import { amount, hasText, text } from "../language.js";
import { reasonSentence } from "../fact-words.js";
import { sign } from "../offline/decimal.js";

const LIMIT = 10_000;

/**
 * {kind: "answer", quote}, {kind: "refused", message} or {kind: "silence"}: no network, or something
 * that is not our server.
 */
export async function askServer(facts, signal) {
  try {
    const response = await fetch(`/api/v1/quote?${new URLSearchParams(facts)}`, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]),
    });
    if (!/[/+]json\b/.test(response.headers.get("Content-Type") ?? "")) return { kind: "silence" };
    const body = await response.json();
    if (response.ok) return { kind: "answer", quote: body };
    const isTheirs = response.status < 500 && ![401, 403, 429].includes(response.status);
    return isTheirs ? { kind: "refused", message: body.detail ?? body.title ?? "" } : { kind: "silence" };
  } catch {
    return { kind: "silence" };
  }
}

/** `20 kits on Mon 30 Nov, 40 more on Tue 8 Dec`. */
export function deliveryWords(deliveries, unit) {
  const [first, ...rest] = deliveries;
  if (!first) return text("promise-none");
  const start = text("promise-on", { some: amount(first.quantity, unit), day: day(first.on) });
  const more = rest.map(({ quantity, on }) => text("promise-more-on", { some: number(quantity), day: day(on) }));
  return [start, ...more].join(text("log-answer-joint"));
}

const optionName = (code) => text(`alternative-${code.replaceAll("_", "-")}`);

function taskWords(task) {
  const source = task.source_site_name;
  const key = `alternative-do-${source ? "transfer-from" : task.kind.replaceAll("_", "-")}`;
  if (!hasText(key)) return "";
  return text(key, {
    item: task.item_name,
    source: source ?? "",
    quantity: amount(task.quantity, task.unit),
    day: task.on ? day(task.on) : "",
    from_day: task.from_on ? day(task.from_on) : "",
    work_center: task.work_center_name ?? "",
    hours: task.hours ? number(task.hours) : "",
    reference: task.reference ?? "",
  });
}

/** One option as a row with a radio; what would have to be done for it opens below. */
function optionRow(option, { unit, isOn, choose }) {
  const tasks = option.adjustments
    .filter(({ kind }) => kind !== "split_delivery" && kind !== "promise_later")
    .map(taskWords)
    .filter(Boolean);
  const days = option.days !== null && text("promise-in-days", { count: option.days });
  return make(
    "div.row.option",
    {},
    make(
      "label.option-line",
      {},
      make("input", { type: "radio", name: "option", value: option.code, checked: isOn, "data-key": option.code, onchange: choose }),
      make(
        "span",
        {},
        make("span.m.own-line", {}, deliveryWords(option.deliveries, unit)),
        make("span.dim.t-s.own-line", {}, [optionName(option.code), days].filter(Boolean).join(" · ")),
        sign(option.open_quantity) > 0 && make("span.own-line.t-s", {}, status("short", text("promise-open", { some: amount(option.open_quantity, unit) }), "late")),
        option.days_late > 0 && make("span.own-line.t-s", {}, status("late", text("log-answer-late", { count: option.days_late }), "late")),
        option.needs_approval && make("span.own-line.t-s", {}, status("lock", text("promise-needs-approval"), "risk")),
      ),
    ),
    tasks.length > 0 && make(
      "details.option-tasks",
      {},
      make("summary.t-s", {}, text("promise-what-it-takes", { count: tasks.length })),
      make("ul.t-s.dim", {}, tasks.map((words) => make("li", {}, words))),
    ),
  );
}

/** All options, and why it is as it is. */
export function firmAnswer(quote, { chosen, choose }) {
  const reasons = quote.reasons.map((reason) => reasonSentence(reason)).filter(Boolean);
  return [
    quote.options.length > 0
      ? make(
        "div.sheet",
        { role: "radiogroup", "aria-label": text("promise-options") },
        quote.options.map((option) => optionRow(option, { unit: quote.unit, isOn: option.code === chosen, choose: () => choose(option.code) })),
      )
      : make("p.nothing", {}, status("short", text("promise-none"), "late")),
    reasons.length > 0 && [
      make("div.sec", {}, make("h2", {}, text("log-why-so"))),
      make("ul.sheet", {}, reasons.map((words) => make("li.row.m", {}, words))),
    ],
  ];
}
