// The parts of tap 3 beside the quantity: day, urgent, cancel.

import { announce, icon, make } from "../dom.js";
import { day } from "../format.js";
import { text } from "../language.js";
import { addDays } from "../offline/days.js";
import { firstWish } from "./wish.js";

/** The day wanted: a week sooner or later, or any day. */
export function dateSection({ subject, wish, set }) {
  const { line, today } = subject;
  const base = line?.due_on ?? firstWish(subject).due_on;
  const chip = (days, key) => {
    const on = addDays(base, days);
    const isOn = wish.due_on === on && !wish.is_cancellation;
    const isPossible = on >= today;
    return make(
      "button.chip.grow",
      {
        type: "button",
        "data-key": key,
        "aria-pressed": String(isOn),
        "aria-disabled": !isPossible && "true",
        onclick: () => (isPossible ? set({ due_on: isOn ? base : on }) : announce(text("log-date-past"))),
      },
      text(key),
    );
  };
  const isOther = wish.due_on !== base && ![-7, 7].some((days) => addDays(base, days) === wish.due_on);
  return make(
    "section",
    { "aria-label": text("log-date-wanted") },
    make(
      "div.choice-label",
      {},
      make("span", {}, text("log-date-wanted")),
      make(`span${wish.due_on !== base ? ".c-change" : ""}`, {}, day(wish.due_on)),
    ),
    make(
      "div.chips.dates",
      {},
      chip(-7, "log-week-sooner"),
      chip(7, "log-week-later"),
      make(
        "button.chip",
        {
          type: "button",
          "data-key": "date",
          "aria-label": text("log-pick-date"),
          "aria-pressed": String(isOther),
          onclick: ({ currentTarget: { nextSibling: field } }) => (field.showPicker ? field.showPicker() : field.focus()),
        },
        icon("today"),
      ),
      make("input.vh", {
        type: "date",
        tabindex: "-1",
        "data-key": "day",
        "aria-label": text("log-pick-date"),
        min: today,
        value: wish.due_on,
        onchange: ({ target: { value } }) => (value >= today ? set({ due_on: value }) : announce(text("log-date-past"))),
      }),
    ),
  );
}

export function flagSection({ subject, wish, set }) {
  const { line } = subject;
  const flag = (name, iconName, key) =>
    make(
      "button.chip.grow",
      {
        type: "button",
        "data-key": name,
        "aria-pressed": String(wish[name]),
        onclick: () => set({ [name]: !wish[name] }),
      },
      icon(iconName),
      make("span", {}, text(key)),
    );
  return make(
    "div.chips.flags",
    {},
    flag("is_urgent", "urgent", "log-urgent"),
    line && flag("is_cancellation", "close", "log-cancel-line"),
  );
}
