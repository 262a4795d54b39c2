// After the fourth tap: what was saved, where it stands, undo; then the firm answer in its place.

import { announce, icon, make, show } from "../dom.js";
import { clock, day, number, shortDay, words } from "../format.js";
import { amount, text } from "../language.js";
import { effect, inside, orderWords, standing, standingStatus, track } from "../change-words.js";
import { add, compare, sign } from "../offline/decimal.js";
import * as engine from "../offline/client.js";
import { go } from "./frame.js";
import { reasonWords } from "./reason-grid.js";

export const UNDO_FOR = 8000;

/** Follows one change for as long as its screen stands. */
export class Saved {
  #root;
  #id;
  #undo = null;
  #stop;
  #started;
  #state = null;
  #latest = null;

  /** `undo` is {op, until, seconds} right after saving, null when it is looked at again. */
  constructor(root, id, { undo = null, started }) {
    this.#root = root;
    this.#id = id;
    this.#undo = undo;
    this.#started = started;
    this.#stop = engine.follow("change", { id }, (change) => this.#draw(change));
    if (undo) this.#count();
  }

  end() {
    this.#stop();
    this.#latest = null;
    clearTimeout(this.#undo?.timer);
  }

  #count() {
    this.#undo.timer = setTimeout(() => {
      this.#undo = null;
      this.#root.querySelector(".undo")?.remove();
    }, this.#undo.until - Date.now());
  }

  async #takeBack() {
    const { op } = this.#undo;
    clearTimeout(this.#undo.timer);
    this.#undo = null;
    const isBack = await engine.discard(op.op_id);
    announce(text(isBack ? "log-taken-back" : "log-withdrawn"));
    if (op.kind === "request_demand_change") {
      this.end();
      if (!isBack) await withdraw(this.#id, 0);
      go("/today", { replace: true });
    } else if (!isBack) announce(text("decision-too-late"));
  }

  /** Take the whole change back; it leaves after the time for undo. */
  async #withdraw() {
    const op = await withdraw(this.#id, UNDO_FOR);
    this.#undo = { op, until: Date.now() + UNDO_FOR, seconds: null };
    this.#count();
  }

  #draw(change) {
    if (!change) {
      show(this.#root, make("p.nothing.dim", {}, text("log-not-here")));
      return;
    }
    const before = this.#state;
    this.#state = change.impact ? "answer" : standing(change).key;
    if (before && before !== this.#state) announce(text(change.impact ? "log-answered" : standing(change).key));
    const isRefused = change.ops.some((op) => ["rejected", "conflict"].includes(op.answer?.status) && !op.settled_at);
    const undo = this.#undo && !isRefused && this.#undoBar();
    this.#latest = change;
    if (change.impact) this.#answer(change, undo);
    else show(this.#root, this.#saved(change), undo);
  }

  async #answer(change, undo) {
    const seconds = this.#started && Math.max(0.1, (Date.now() - this.#started) / 1000);
    const { answerScreen } = await import("./answer.js");
    if (this.#latest !== change) return;
    show(this.#root, answerScreen(change, { seconds, further: this.#correct(change) }), undo);
  }

  #saved(change) {
    const found = standing(change);
    const isHere = found.step === 1;
    const refused = change.ops.find((op) => op.answer && ["rejected", "conflict"].includes(op.answer.status) && !op.settled_at);
    if (refused) return this.#refused(change, refused);
    return make(
      "div.body.saved",
      {},
      make(`span.ringed${isHere ? "" : ".firm"}`, {}, icon(isHere ? "phone" : "tick", "xl")),
      make("h1.t-2xl", {}, text(isHere ? "log-saved" : "log-sent")),
      make("p.dim.t-l", {}, text(isHere ? "log-saved-more" : "log-sent-more")),
      summary(change),
      make(
        "div.saved-track",
        {},
        track(change),
        make("p.flex.between.t-s", {}, standingStatus(change), make("span.dimmer", {}, text(nextKey(found.step)))),
      ),
      this.#further(change),
    );
  }

  #refused(change, op) {
    return make(
      "div.body.saved",
      {},
      make("span.ringed.late", {}, icon("refused", "xl")),
      make("h1.t-2xl", {}, text(op.answer.status === "conflict" ? "log-conflict" : "log-refused")),
      make("p.dim.t-l", {}, op.answer.message ?? text("outbox-refused-unknown")),
      summary(change),
      make("a.btn.main.wide", { href: `/outbox/${op.op_id}` }, text("log-settle")),
    );
  }

  #further(change) {
    const facts = new URLSearchParams({ customer: change.customer?.id ?? change.customer_id });
    const another = text("log-another-for", { customer: change.customer?.name ?? "" });
    return make(
      "div.stack.further",
      {},
      this.#correct(change),
      make("a.btn.wide", { href: `/changes/new?${facts}` }, icon("plus"), make("span", {}, another)),
      make("a.btn.plain.wide.dim", { href: "/today" }, text("log-to-today")),
    );
  }

  /** Until it is decided a change may be corrected or withdrawn. */
  #correct(change) {
    if (!["on_phone", "received", "assessed", "proposed"].includes(change.status)) return null;
    return make(
      "div.actions",
      {},
      make("a.btn", { href: `/changes/new?amend=${change.id}` }, icon("amend"), make("span", {}, text("log-correct"))),
      make("button.btn", { type: "button", "data-key": "withdraw", onclick: () => this.#withdraw() }, icon("withdrawn"), make("span", {}, text("log-withdraw"))),
    );
  }

  #undoBar() {
    const left = Math.max(0, this.#undo.until - Date.now());
    const bar = make(
      "div.undo",
      { role: "status" },
      make("span", {}, this.#undo.seconds ? text("log-logged-in", { count: this.#undo.seconds }) : text("log-withdrawn")),
      make("button.btn", { type: "button", "data-key": "undo", onclick: () => this.#takeBack() }, icon("undo"), make("span", {}, text("log-undo"))),
      make("span.undo-left", { "aria-hidden": "true" }),
    );
    const rest = bar.querySelector(".undo-left");
    rest.animate?.([{ transform: `scaleX(${left / UNDO_FOR})` }, { transform: "scaleX(0)" }], { duration: left, fill: "forwards" });
    return bar;
  }
}

const withdraw = (id, hold) =>
  engine.save({ kind: "withdraw_demand_change", id, base_ver: 1, hold, args: { reason: "other" } });

const nextKey = (step) => ["log-next-sent", "log-next-assessed", "log-next-proposed", "log-next-decided"][Math.max(0, step - 1)] ?? "log-next-plan";

const photoWords = ({ photo_count: count, photos_here: here }) =>
  text(here > 0 ? "log-photos-here" : "log-photos-sent", { count });

/** What was saved, in rows of word and value. */
function summary(change) {
  const unit = change.item?.unit;
  const before = change.quantity_before ?? "0";
  const after = add(before, change.quantity_delta ?? "0");
  const estimate = change.shown?.estimate;
  const rows = [];
  if (sign(change.quantity_delta ?? "0") !== 0) {
    const old = change.demand_line_id && make("span.strike", {}, number(before));
    rows.push([text("log-quantity"), [old, " ", make("span.b", {}, amount(after, unit))]]);
  }
  if (change.due_on) {
    const isSame = change.due_on === change.due_on_before;
    rows.push([text("log-date-wanted"), isSame ? text("log-as-before", { day: day(change.due_on) }) : day(change.due_on)]);
  }
  rows.push([text("log-reason"), reasonWords(change.reason ?? "other", change.shown?.direction)]);
  if (change.note) rows.push([text("log-note"), change.note]);
  if (change.photo_count) rows.push([text("log-photos"), photoWords(change)]);
  if (estimate && compare(estimate.on_time ?? "0", "0") > 0) {
    const facts = { some: number(estimate.on_time), rest: number(estimate.short ?? "0"), day: estimate.all_on ? shortDay(estimate.all_on) : "" };
    const key = estimate.kind === "partly" && estimate.all_on ? "log-summary-partly" : "log-summary-on-time";
    rows.push([text("log-summary-estimate", { time: clock(estimate.as_of) }), text(key, facts)]);
  }
  const order = change.line ? inside(orderWords(change.line)) : text("log-new-line-small");
  return make(
    "div.summary",
    {},
    make(
      "div.flex.between.summary-head",
      {},
      make("span", {}, make("span.m.own-line", {}, change.item?.name ?? ""), make("span.dim.t-s.own-line", {}, words([change.customer?.name, order]))),
      make("span.t-xl.c-change.num", {}, effect(change, change.item)),
    ),
    make("dl", {}, rows.map(([name, value]) => make("div", {}, make("dt.dim", {}, name), make("dd", {}, value)))),
  );
}
