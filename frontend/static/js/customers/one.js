// One customer as the phone knows it; fetched when one is opened.

import { alertRow } from "../fact-words.js";
import { changeRow } from "../change-words.js";
import { icon, make, show } from "../dom.js";
import { sentences, words } from "../format.js";
import { text } from "../language.js";
import { go, navigationLine } from "../log/frame.js";
import { lineRow } from "../log/pick.js";

const section = (key, rows) => [make("div.sec", {}, make("h2", {}, text(key))), make("div.sheet", {}, rows)];

export function showCustomer(root, found) {
  const back = () => go("/customers");
  if (!found) {
    show(root, navigationLine({ label: text("customers-title"), back }), make("p.nothing.dim", {}, text("customers-not-yours")));
    return;
  }
  const { customer, lines, changes, alerts, today } = found;
  const place = words([customer.code, customer.city, customer.country]);
  document.title = `${customer.name} · Lockstep`;
  show(
    root,
    navigationLine({ label: text("customers-title"), back }),
    make(
      "div.customer-head",
      {},
      make("h1.t-2xl", {}, customer.name),
      make("p.dim", {}, sentences([place, text("customers-open-lines", { count: lines.length })])),
      make(
        "div.flex",
        {},
        make("a.btn.main.grow", { href: `/changes/new?customer=${customer.id}`, "data-key": "log" }, text("today-log")),
        make("a.btn", { href: `/promise?customer=${customer.id}`, "data-key": "ask" }, text("promise-ask")),
        customer.phone && make("a.btn.square.tall", { href: `tel:${customer.phone.replace(/[^+\d]/g, "")}`, "aria-label": text("today-call", { customer: customer.name }) }, icon("call")),
      ),
    ),
    alerts.length > 0 && section("today-alerts", alerts.map((alert) => alertRow(alert))),
    lines.length > 0 && section("customers-lines", lines.map((line) => lineRow(line, customer.id, today))),
    changes.length > 0 && section("customers-changes", changes.map((change) => changeRow(change))),
    make("p.pad", {}, make("a.btn", { href: `/things/customer/${customer.id}`, "data-key": "thread" }, text("thread-open"))),
  );
}
