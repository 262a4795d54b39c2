// One question: how much of what by when; the firm answer, or offline the last known one; then held or noted.

import { announce, icon, make, show, status } from "../dom.js";
import { moment, number } from "../format.js";
import { text, unitName } from "../language.js";
import { add, compare, isDecimal, larger, neighbours, plain, sign, subtract } from "../offline/decimal.js";
import { estimate, ruleFor } from "../offline/estimate.js";
import * as engine from "../offline/client.js";
import { estimatePanel } from "../log/estimate-panel.js";
import { dateSection } from "../log/details.js";
import { navigationLine } from "../log/frame.js";
import { packOf } from "../log/wish.js";
import { askServer, firmAnswer } from "./firm.js";
import { ends, endOf } from "./until.js";

const PAUSE = 300;

export class Ask {
  #root;
  #subject;
  #hooks;
  #wish;
  #answer = { kind: "asking" };
  #chosen = null;
  #until = null;
  #asking = new AbortController();
  #timer;
  #isSaving = false;

  /** `hooks`: {back, saved(op)}. */
  constructor(root, subject, hooks) {
    this.#root = root;
    this.#subject = subject;
    this.#hooks = hooks;
    this.#wish = { quantity: packOf(subject.item), due_on: subject.due_on };
    this.#until = ends(Date.now()).at(0).name;
    this.#ask(0);
  }

  end() {
    clearTimeout(this.#timer);
    this.#asking.abort();
  }

  get #key() {
    const { customer, item } = this.#subject;
    return `quote ${customer.id} ${item.id} ${this.#wish.quantity} ${this.#wish.due_on}`;
  }

  #set(changes) {
    this.#wish = { ...this.#wish, ...changes };
    this.#ask(PAUSE);
  }

  /** Ask the server a moment later; what is typed meanwhile starts anew. */
  #ask(pause) {
    this.end();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#answer = { kind: "asking" };
    this.#draw();
    if (sign(this.#wish.quantity) <= 0) return;
    this.#timer = setTimeout(async () => {
      const { customer, item } = this.#subject;
      const key = this.#key;
      let found = await askServer({ customer_id: customer.id, item_id: item.id, ...this.#wish }, signal);
      if (signal.aborted) return;
      if (found.kind === "answer") engine.saveView({ path: key, quote: found.quote });
      if (found.kind === "silence") {
        const known = await engine.view(key);
        if (known?.quote) found = { kind: "known", quote: known.quote };
      }
      if (signal.aborted) return;
      this.#answer = found;
      this.#chosen = found.quote?.options.find((option) => !option.needs_approval)?.code ?? found.quote?.options[0]?.code ?? null;
      this.#draw();
      if (found.kind === "answer") announce(text("promise-firm"));
    }, pause);
  }

  #option() {
    return this.#answer.quote?.options.find(({ code }) => code === this.#chosen) ?? null;
  }

  async #save(kind) {
    if (this.#isSaving) return;
    this.#isSaving = true;
    const { customer, item } = this.#subject;
    const option = this.#option();
    const isFirm = this.#answer.kind === "answer";
    const args = { customer_id: customer.id, item_id: item.id, ...this.#wish };
    if (kind === "hold_quotation") {
      args.held_until = this.#end();
      if (isFirm && option) Object.assign(args, { option: option.code, complete_on: option.complete_on });
    }
    const shown = {
      customer: { id: customer.id, name: customer.name },
      item: { id: item.id, name: item.name, unit: item.unit },
      deliveries: kind === "hold_quotation" && option ? option.deliveries : this.#answer.quote?.deliveries ?? [],
      open: option?.open_quantity ?? "0",
    };
    try {
      this.#hooks.saved(await engine.save({ kind, base_ver: 0, args, shown }));
    } catch (error) {
      announce(text(error.name === "QuotaExceededError" ? "log-phone-full" : "log-not-saved"));
    } finally {
      this.#isSaving = false;
    }
  }

  #draw() {
    const { customer, item } = this.#subject;
    show(
      this.#root,
      navigationLine({ label: customer.name, back: this.#hooks.back }),
      make(
        "div.body.choice",
        {},
        make("div.choice-head", {}, make("h1.t-xl.two-lines", {}, item.name), make("p.dim.t-s", {}, text("promise-ask-for"))),
        this.#quantity(),
        this.#date(),
        this.#found(),
        this.#untilWhen(),
      ),
      this.#dock(),
    );
  }

  #quantity() {
    const { item } = this.#subject;
    const pack = packOf(item);
    const step = (difference, key, name) =>
      make(
        "button.btn",
        {
          type: "button",
          "data-key": key,
          "aria-label": text(difference < 0 ? "log-fewer" : "log-more", { count: number(pack) }),
          onclick: () => {
            const [low, high] = [subtract(this.#wish.quantity, pack), add(this.#wish.quantity, pack)];
            this.#set({ quantity: larger(difference < 0 ? low : high, "0") });
          },
        },
        icon(name, "l"),
      );
    const typed = (event) => {
      const value = event.target.value.replace(/[\s\u00a0]/g, "").replace(",", ".");
      if (isDecimal(value) && sign(value) >= 0 && compare(value, this.#wish.quantity) !== 0) this.#set({ quantity: neighbours(plain(value), pack)[1] });
      else this.#draw();
    };
    return make(
      "section",
      { "aria-label": text("log-quantity") },
      make("div.choice-label", {}, make("span", {}, text("log-quantity")), make("span", {}, unitName(item.unit, this.#wish.quantity))),
      make(
        "div.stepper",
        {},
        step(-1, "fewer", "minus"),
        make("input.figure", {
          inputmode: (item.quantity_decimals ?? 0) > 0 ? "decimal" : "numeric",
          enterkeyhint: "done",
          autocomplete: "off",
          "data-key": "quantity",
          "aria-label": text("log-quantity"),
          value: this.#wish.quantity,
          onfocus: (event) => event.target.select(),
          onchange: typed,
          onkeydown: (event) => event.key === "Enter" && event.target.blur(),
        }),
        step(1, "more", "plus"),
      ),
    );
  }

  #date() {
    const { today } = this.#subject;
    return dateSection({ subject: { line: null, today }, wish: this.#wish, set: (changes) => this.#set(changes) });
  }

  #found() {
    const { kind, quote } = this.#answer;
    if (sign(this.#wish.quantity) <= 0) return make("p.nothing.dim", {}, text("promise-no-quantity"));
    if (kind === "refused") return make("p.nothing", { role: "alert" }, status("refused", this.#answer.message, "late"));
    const choose = (code) => {
      this.#chosen = code;
      this.#draw();
    };
    const head = (key, at) => make("div.sec", {}, make("h2", {}, text(key)), at && make("span.nw", {}, text("promise-shown-firm", { time: moment(at) })));
    if (kind === "answer") return [head("promise-firm", quote.answered_at), firmAnswer(quote, { chosen: this.#chosen, choose })];
    const note = kind === "asking"
      ? make("p.pad.dim", { role: "status" }, status("waiting", text("promise-asking")))
      : make("p.pad", {}, status("no-network", text("promise-offline"), "risk"));
    if (kind === "known") return [note, head("promise-known", quote.answered_at), firmAnswer(quote, { chosen: this.#chosen, choose })];
    return [note, this.#estimate()];
  }

  #estimate() {
    const { availability, customer, item, site, today, now } = this.#subject;
    const rule = ruleFor({ customer, item }, this.#wish.quantity);
    const wanted = { quantity_before: "0", quantity: this.#wish.quantity, due_on_before: null, promised_on: null, due_on: this.#wish.due_on, is_cancellation: false };
    const found = estimate({ availability, wanted, frozenUntil: null, today, now, rule });
    return estimatePanel(found, { wanted, unit: item.unit, isChanged: true, site });
  }

  /** The end that was chosen, or the latest that the option allows. */
  #end() {
    const chosen = endOf(this.#until, Date.now());
    const latest = this.#option()?.holdable_until;
    return latest && Date.parse(latest) < Date.parse(chosen) ? latest : chosen;
  }

  #untilWhen() {
    const option = this.#option();
    if (option?.needs_approval || this.#isNothing()) return null;
    const latest = option?.holdable_until;
    const chip = ({ name, key }) =>
      make("button.chip.grow", { type: "button", "data-key": name, "aria-pressed": String(this.#until === name), onclick: () => { this.#until = name; this.#draw(); } }, text(key));
    return make(
      "section",
      { role: "group", "aria-label": text("promise-until") },
      make("div.choice-label", {}, make("span", {}, text("promise-until")), latest && make("span", {}, text("promise-at-most", { time: moment(latest) }))),
      make("div.chips", {}, ends(Date.now()).map(chip)),
    );
  }

  #isNothing() {
    return sign(this.#wish.quantity) <= 0 || this.#answer.kind === "refused" || (this.#answer.kind === "answer" && !this.#option());
  }

  #dock() {
    const option = this.#option();
    const { customer, item } = this.#subject;
    const hold = option?.needs_approval
      ? make("a.btn.main.wide", { href: `/changes/new?${new URLSearchParams({ customer: customer.id, item: item.id })}`, "data-key": "as-change" }, text("promise-ask-as-change"))
      : make("button.btn.main.wide", { type: "button", "data-key": "hold", disabled: this.#isNothing() || this.#answer.kind === "asking", onclick: () => this.#save("hold_quotation") }, text("promise-hold", { time: moment(this.#end()) }));
    return make(
      "div.dock.stack.promise-dock",
      {},
      hold,
      make("button.btn.plain.wide", { type: "button", "data-key": "inquire", disabled: sign(this.#wish.quantity) <= 0 || this.#answer.kind === "refused", onclick: () => this.#save("record_inquiry") }, icon("note"), make("span", {}, text("promise-inquire"))),
    );
  }
}
