// What each report asks, and the op that it becomes: {kind, id?, args, shown}.

import { make } from "../dom.js";
import { amount, text } from "../language.js";
import { number } from "../format.js";
import { isDecimal } from "../offline/decimal.js";
import { keypad } from "./keypad.js";
import { choices, labelled, noteField, openSheet, saveButton } from "./sheet.js";

const CAUSES = ["breakdown", "maintenance", "no_material", "no_staff", "quality", "power", "other"];
const HOUR = 3_600_000;
const words = (key, facts) => text(`floor-${key}`, facts);

/** Good and scrap of a line or an order, and whether it is finished. */
export function output({ item, unit, rest, decimals, line, order, reference }) {
  return openSheet(item, (finish) => {
    const places = Number(decimals);
    let isDone = false;
    const save = saveButton("", () =>
      finish({
        kind: "report_output",
        args: {
          plan_line_id: line ?? null,
          production_order_id: order ?? null,
          good_quantity: pad.figures().good,
          scrapped_quantity: pad.figures().scrap,
          is_done: isDone,
        },
        shown: { title: `${reference}, ${item}`, effect: said(pad.figures()) },
      }),
    );
    const said = ({ good, scrap }) => words("said-output", { good: amount(good, unit), scrapped: number(scrap) });
    const say = ({ good, scrap }) => {
      save.textContent = words("save-output", { good: number(good), scrapped: number(scrap) });
      save.disabled = ![good, scrap].every(isDecimal) || (!isDone && Number(good) + Number(scrap) === 0);
    };
    const pad = keypad(
      [
        { key: "good", label: words("good"), value: rest, decimals: places },
        { key: "scrap", label: words("scrap"), value: "0", decimals: places },
      ],
      say,
    );
    const done = make("input", {
      type: "checkbox",
      onchange: ({ currentTarget }) => {
        isDone = currentTarget.checked;
        say(pad.figures());
      },
    });
    say(pad.figures());
    return [
      pad.element,
      make(
        "div.floor-keys",
        {},
        make("button.btn", { type: "button", onclick: () => pad.set("good", rest) }, words("all", { amount: amount(rest, unit) })),
        make("button.btn", { type: "button", onclick: pad.clear }, words("clear")),
      ),
      make("label.check.floor-check", {}, done, make("span", {}, words("is-done"))),
      save,
    ];
  });
}

/** Why, since when, until when, and how many machines. */
export function downtime({ name, center, machines }) {
  return openSheet(`${name}: ${words("do-downtime")}`, (finish) => {
    let cause = null;
    let from = 0;
    let until = null;
    let count = Number(machines);
    const fromField = make("input.field", { type: "datetime-local", hidden: true, "aria-label": words("from") });
    const untilField = make("input.field", { type: "datetime-local", hidden: true, "aria-label": words("until") });
    const instantOf = (field) => (field.value ? new Date(field.value) : null);
    const save = saveButton(words("save-downtime"), () => {
      const start = from === "other" ? instantOf(fromField) : new Date(Date.now() - from * 60_000);
      const end = endOf(start);
      if (!start || end === undefined) return;
      finish({
        kind: "report_downtime",
        args: {
          work_center_id: center,
          from_at: start.toISOString(),
          until_at: end?.toISOString() ?? null,
          machine_count: count,
          cause,
        },
        shown: { title: name, effect: words("said-downtime") },
      });
    });
    save.disabled = true;
    const endOf = (start) => {
      if (until === null) return null;
      if (until === "midnight") return new Date(new Date().setHours(24, 0, 0, 0));
      if (until === "other") return instantOf(untilField) ?? undefined;
      return new Date(Math.max(Date.now(), start?.getTime() ?? 0) + until * HOUR);
    };
    const counts = Array.from({ length: Number(machines) }, (_, index) => ({ value: index + 1, words: String(index + 1) }));
    return [
      choices(words("cause"), CAUSES.map((value) => ({ value, words: words(`cause-${value.replaceAll("_", "-")}`) })), null, (value) => {
        cause = value;
        save.disabled = false;
      }),
      choices(
        words("from"),
        [
          { value: 0, words: words("now") },
          ...[15, 60].map((value) => ({ value, words: words("minutes-ago", { minutes: value }) })),
          { value: "other", words: words("other-time") },
        ],
        0,
        (value) => {
          from = value;
          fromField.hidden = value !== "other";
        },
      ),
      fromField,
      choices(
        words("until"),
        [
          { value: null, words: words("until-open") },
          ...[1, 4].map((value) => ({ value, words: words("in-hours", { hours: value }) })),
          { value: "midnight", words: words("until-midnight") },
          { value: "other", words: words("other-time") },
        ],
        null,
        (value) => {
          until = value;
          untilField.hidden = value !== "other";
        },
      ),
      untilField,
      counts.length > 1 && choices(words("machines", { count: counts.length }), counts, count, (value) => (count = value)),
      save,
    ].filter(Boolean);
  });
}

/** A machine that was down until further notice runs again. */
export function end({ name, report }) {
  return openSheet(name, (finish) => [
    make("p", {}, words("end-question")),
    saveButton(words("save-end"), () =>
      finish({
        kind: "end_downtime",
        id: report,
        args: { until_at: new Date().toISOString() },
        shown: { title: name, effect: words("said-end") },
      }),
    ),
  ]);
}

/** Worker hours a day or efficiency, on which days. */
export function hours({ name, center, hours: usual, today }) {
  return openSheet(`${name}: ${words("do-hours")}`, (finish) => {
    let what = "hours";
    const first = make("input.field", { type: "date", value: today });
    const last = make("input.field", { type: "date", value: today });
    const place = make("div");
    let pad = null;
    const draw = () => {
      const field = what === "hours"
        ? { key: "value", label: words("hours-a-day"), value: String(Number(usual)), decimals: 2 }
        : { key: "value", label: words("efficiency"), value: "100", decimals: 0 };
      pad = keypad([field], () => undefined);
      place.replaceChildren(pad.element);
    };
    draw();
    return [
      choices(words("do-hours"), [{ value: "hours", words: words("hours-a-day") }, { value: "efficiency", words: words("efficiency") }], what, (value) => {
        what = value;
        draw();
      }),
      place,
      make("div.flex.floor-days", {}, labelled(words("first-day"), first), labelled(words("last-day"), last)),
      saveButton(words("save-hours"), () => {
        const { value } = pad.figures();
        if (!first.value || !isDecimal(value)) return;
        finish({
          kind: "report_hours",
          args: {
            work_center_id: center,
            from_on: first.value,
            until_on: last.value || first.value,
            hours: what === "hours" ? value : null,
            efficiency_ratio: what === "hours" ? null : (Math.min(Number(value), 199) / 100).toFixed(2),
          },
          shown: { title: name, effect: words("said-hours") },
        });
      }),
    ];
  });
}

/** A report was wrong: it is taken back, never altered. */
export function reverse({ name, report, ver }) {
  return openSheet(words("reverse-question"), (finish) => {
    const note = noteField();
    return [
      make("p.m", {}, name),
      make("p.dim", {}, words("reverse-more")),
      labelled(words("note"), note),
      saveButton(words("save-reverse"), () =>
        finish({
          kind: "reverse_report",
          id: report,
          base_ver: Number(ver),
          args: { note: note.value.trim() },
          shown: { title: name, effect: words("said-reverse") },
        }),
      ),
    ];
  });
}
