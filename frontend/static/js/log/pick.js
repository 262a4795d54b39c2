// Taps 1 and 2: which customer, which line.

import { icon, make, show, status } from "../dom.js";
import { day, sentences, words } from "../format.js";
import { amount, signedAmount, text } from "../language.js";
import { chevron, orderWords } from "../change-words.js";
import { daysBetween } from "../offline/days.js";
import { sign, subtract } from "../offline/decimal.js";
import * as engine from "../offline/client.js";
import { go, navigationLine, searchField } from "./frame.js";

export const address = (facts) => `/changes/new?${new URLSearchParams(facts)}`;

/** A list that is searched as one types; the field stays, only the list below is drawn anew. */
export function searchScreen(root, { top, title, label, ask, draw }) {
  let typed = "";
  const list = make("div.body");
  const refresh = async () => {
    const asked = typed;
    const found = await ask(asked);
    if (asked === typed) show(list, draw(found, asked));
  };
  const change = (value) => {
    typed = value;
    refresh();
  };
  root.replaceChildren(
    top,
    make("div.log-head", {}, make("h1.t-2xl", {}, title), searchField({ label, typed, change })),
    list,
  );
  refresh();
}

export function pickCustomer(root, { back }) {
  searchScreen(root, {
    top: navigationLine({ label: text("log-title"), isFirst: true, back }),
    title: text("log-which-customer"),
    label: text("customers-search"),
    ask: (typed) => engine.ask("customers", { typed }),
    draw: ({ last, found }, typed) => [
      last.length > 0 && [
        make("div.sec", {}, make("h2", {}, text("log-last-customers"))),
        make("div.sheet", {}, last.map((customer) => customerRow(customer))),
        make("div.sec", {}, make("h2", {}, text("log-all-customers"))),
      ],
      found.length > 0
        ? make("div.sheet", {}, found.map((customer) => customerRow(customer)))
        : nothing(typed ? "log-no-customer" : "log-no-customers-yet", typed),
    ],
  });
}

export function customerRow(customer, href = address({ customer: customer.id })) {
  const place = words([customer.code, customer.city]);
  const count = customer.open_count > 0 && text("customers-open-lines", { count: customer.open_count });
  return make(
    "a.row.flex.between",
    { href, "data-key": customer.id },
    make("span.grow", {}, make("span.m.own-line", {}, customer.name), make("span.dim.t-s.own-line", {}, sentences([place, count]))),
    chevron(),
  );
}

export const nothing = (key, typed) => make("p.nothing.dim", {}, text(key, { typed }));

export function pickLine(root, { customer, lines, today, back }) {
  const customerId = customer?.id ?? lines[0]?.customer_id;
  root.replaceChildren(
    navigationLine({ label: text("log-title"), isFirst: true, tap: 2, back }),
    make("div.log-head", {}, make("p.dim.t-s", {}, customer?.name ?? ""), make("h1.t-2xl", {}, text("log-which-line"))),
    make(
      "div.body",
      {},
      lines.length > 0
        ? make("div.sheet", {}, lines.map((line) => lineRow(line, customerId, today)))
        : make("p.nothing.dim", {}, text("log-no-open-lines", { customer: customer?.name ?? "" })),
    ),
    make(
      "div.dock",
      {},
      make(
        "button.btn.wide",
        { type: "button", "data-key": "new-line", onclick: () => go(address({ customer: customerId, item: "" })) },
        icon("plus"),
        make("span", {}, text("log-new-line")),
      ),
    ),
  );
}

/** What a person should know about a line before changing it: late, or already on the move. */
function lineState(line, today) {
  const moving = line.changes[0];
  if (moving) {
    const difference = subtract(line.expected.quantity, line.quantity);
    const said = sign(difference) === 0 ? text("log-line-moving") : text("log-line-moving-by", { some: signedAmount(difference, line.item?.unit) });
    return status("fork", said, "change");
  }
  const late = line.promised_on ? daysBetween(line.due_on, line.promised_on) : 0;
  if (late > 0) return status("late", text("log-line-promised-late", { count: late }), "late");
  if (line.due_on < today) return status("late", text("log-line-overdue", { count: daysBetween(line.due_on, today) }), "late");
  return null;
}

export function lineRow(line, customerId, today) {
  const state = lineState(line, today);
  return make(
    "a.row.line",
    { href: address({ customer: customerId, line: line.id }), "data-key": line.id },
    make(
      "span",
      {},
      make("span.m.two-lines", {}, line.item?.name ?? ""),
      state ?? make("span.dim.t-s.own-line", {}, orderWords(line)),
    ),
    make(
      "span.num",
      {},
      make("span.t-l.b.own-line", {}, amount(line.quantity, line.item?.unit)),
      make("span.dim.t-s.own-line", {}, day(line.due_on)),
    ),
  );
}
