// <today-list>: the rep's first screen, from the phone's own copy.

import { icon, make, show, status } from "../dom.js";
import { day, moment, sentences, shortDay, weekday } from "../format.js";
import { amount, text } from "../language.js";
import { alertRow, alertStatus } from "../fact-words.js";
import { changeRow, chevron } from "../change-words.js";
import { daysBetween, weekOf } from "../offline/days.js";
import * as engine from "../offline/client.js";
import { needRow } from "../outbox/words.js";

const VISITS_SHOWN = 12;

class TodayList extends HTMLElement {
  #stop = () => undefined;
  #showAll = false;

  connectedCallback() {
    this.classList.add("page");
    if (!this.childElementCount) this.append(make("div.head", {}, make("h1.t-2xl", {}, text("today-title"))));
    this.#stop = engine.follow("today", {}, (found) => this.#draw(found));
  }

  disconnectedCallback() {
    this.#stop();
  }

  #draw(found) {
    const [first, ...rest] = found.visits;
    const shown = this.#showAll ? rest : rest.slice(0, VISITS_SHOWN - 1);
    const more = rest.length - shown.length;
    show(
      this,
      make(
        "div.head.flex.between.today-head",
        {},
        make("h1.t-2xl", {}, text("today-title")),
        make("span.dim.t-s.nw", {}, text("today-date", { day: day(found.today), week: String(weekOf(found.today)) })),
      ),
      found.drafts.map((draft) => draftRow(draft)),
      first && visitFirst(first, found.today),
      shown.length > 0 && make("div.sheet.visits", {}, shown.map((visit) => visitRow(visit, found.today))),
      more > 0 && make(
        "div.sheet.visits",
        {},
        make("button.row.m.dim", { type: "button", "data-key": "more-visits", onclick: () => { this.#showAll = true; this.#draw(found); } }, text("today-more-visits", { count: more })),
      ),
      found.needs.length > 0 && [
        section(text("today-answer-needed")),
        make("div.sheet", {}, found.needs.slice(0, 3).map((op) => needRow(op))),
      ],
      found.moving.length > 0 && [
        section(text("today-moving"), make("a", { href: "/changes" }, text("today-all", { count: found.moving_count }))),
        make("div.sheet", {}, found.moving.map((change) => changeRow(change))),
      ],
      found.alerts.length > 0 && [
        section(text("today-alerts")),
        make("div.sheet", {}, found.alerts.slice(0, 5).map((alert) => alertRow(alert))),
      ],
      found.visits.length + found.needs.length + found.moving.length === 0 && empty(found),
      found.has_data && make("div.foot-action", {}, make("a.btn.wide", { href: "/promise" }, text("promise-ask-for"))),
    );
  }
}

const section = (words, link) => make("div.sec", {}, make("h2", {}, words), link);

function empty({ has_data: hasData }) {
  return make(
    "section.mid0",
    {},
    icon(hasData ? "kept" : "sending"),
    make("h2.t-xl", {}, text(hasData ? "today-empty" : "today-no-data")),
    make("p.dim", {}, text(hasData ? "today-empty-more" : "today-no-data-more")),
    hasData && make("div.actions", {}, make("a.btn.ink", { href: "/changes/new" }, text("today-log"))),
  );
}

function draftRow(draft) {
  const drop = () => engine.dropDraft(draft.key);
  return make(
    "div.flex.draft",
    {},
    make(
      "a.row.grow",
      { href: draft.path, "data-key": draft.key },
      make("span.m.own-line", {}, text("today-unfinished", { customer: draft.customer_name, item: draft.item_name })),
      make("span.dim.t-s.own-line", {}, text("today-draft-kept", { time: moment(draft.saved_at) })),
    ),
    make("button.op-menu", { type: "button", "aria-label": text("outbox-discard"), onclick: drop }, icon("close", "dimmer")),
  );
}

/** The time column: weekday over day, or "late" when it has passed. */
function when(visit, today) {
  if (visit.due_on < today) return make("span.when.c-late", {}, text("today-late"));
  if (visit.due_on === today) return make("span.when", {}, text("today-now"));
  return make("span.when", {}, make("span.own-line", {}, weekday(visit.due_on)), make("span.own-line.t-s", {}, shortDay(visit.due_on)));
}

function troubles(visit, today) {
  const late = visit.due.filter((line) => line.due_on < today);
  const slipping = visit.due.find((line) => line.promised_on && line.promised_on > line.due_on);
  const alert = visit.alerts[0];
  if (alert) return alertStatus(alert);
  if (late.length > 0) {
    const words = text("today-lines-late", { count: late.length, item: late[0].item?.name ?? "", days: daysBetween(late[0].due_on, today) });
    return status("late", words, "late");
  }
  if (slipping) {
    const count = daysBetween(slipping.due_on, slipping.promised_on);
    return status("risk", text("today-line-slips", { item: slipping.item?.name ?? "", count }), "risk");
  }
  return null;
}

function visitFirst(visit, today) {
  const { customer } = visit;
  const place = sentences([customer.city, text("customers-open-lines", { count: visit.open_count })]);
  const trouble = troubles(visit, today);
  return make(
    "section.sheet.visit-first",
    {},
    when(visit, today),
    make(
      "div",
      {},
      make("h2.t-xl", {}, make("a", { href: `/customers/${customer.id}`, "data-key": `name-${customer.id}` }, customer.name)),
      make("p.dim.t-s", {}, place),
      make("p.visit-trouble", {}, trouble ?? dueWords(visit)),
      make(
        "div.flex",
        {},
        make("a.btn.main.grow", { href: `/changes/new?customer=${customer.id}`, "data-key": `log-${customer.id}` }, text("today-log")),
        customer.phone && make("a.btn.square.tall", { href: `tel:${customer.phone.replace(/[^+\d]/g, "")}`, "aria-label": text("today-call", { customer: customer.name }) }, icon("call")),
      ),
    ),
  );
}

function dueWords(visit) {
  const [line] = visit.due;
  if (!line) return "";
  const words = text("today-due", { some: amount(line.quantity, line.item?.unit), item: line.item?.name ?? "" });
  return make("span.dim.t-s", {}, visit.due.length > 1 ? text("today-due-and", { first: words, count: visit.due.length - 1 }) : words);
}

function visitRow(visit, today) {
  const { customer } = visit;
  return make(
    "a.row.visit",
    { href: `/changes/new?customer=${customer.id}`, "data-key": `log-${customer.id}`, "aria-label": text("today-log-for", { customer: customer.name }) },
    when(visit, today),
    make("span", {}, make("span.m.own-line", {}, customer.name), make("span.own-line", {}, troubles(visit, today) ?? dueWords(visit))),
    chevron(),
  );
}

customElements.define("today-list", TodayList);
