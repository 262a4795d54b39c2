// Taps 3 and 4: how much or when, the estimate at once, and why; the reason saves.

import { announce, icon, make, show } from "../dom.js";
import { number, sentences, signed } from "../format.js";
import { amount, text, unitName } from "../language.js";
import { orderWords } from "../change-words.js";
import { add, compare, isDecimal, larger, plain, sign, subtract } from "../offline/decimal.js";
import { estimate, ruleFor } from "../offline/estimate.js";
import { estimatePanel } from "./estimate-panel.js";
import { dateSection, flagSection } from "./details.js";
import { navigationLine } from "./frame.js";
import { reasonGrid } from "./reason-grid.js";
import * as rules from "./wish.js";

/** The screen of one line: keeps the wish, draws after each tap, hands it over to be saved. */
export class Choice {
  #root;
  #subject;
  #wish;
  #hooks;
  #open = { reasons: false, number: false, note: false };
  #isSaving = false;
  #isLoose = false;
  #fault = null;
  #noteSection;

  /** `hooks`: {back, changed(wish), save(wish, reason, estimate)}. */
  constructor(root, subject, wish, hooks) {
    this.#root = root;
    this.#subject = subject;
    this.#wish = { ...rules.firstWish(subject), ...wish };
    this.#hooks = hooks;
    this.draw();
  }

  get wish() {
    return this.#wish;
  }

  /** New rows or stock have come while the screen was open. */
  renew(subject) {
    this.#subject = subject;
    if (!this.#open.number) this.draw();
  }

  #set(changes) {
    this.#wish = { ...this.#wish, is_cancellation: false, ...changes };
    this.#fault = rules.quantityFault(this.#wish.quantity, this.#subject.item);
    this.#hooks.changed(this.#wish);
    this.draw();
  }

  /** A change that needs no new drawing, such as what is typed into the note. */
  #keep(changes) {
    Object.assign(this.#wish, changes);
    this.#hooks.changed(this.#wish);
  }

  #estimate() {
    const { line, availability, site, today, now } = this.#subject;
    const wanted = rules.wantedOf(this.#wish, line);
    const rule = ruleFor(this.#subject, wanted.quantity);
    return { wanted, found: estimate({ availability, wanted, frozenUntil: site?.frozen_until, today, now, rule }) };
  }

  async #save(reason) {
    if (this.#isSaving) return;
    this.#isSaving = true;
    const { found, wanted } = this.#estimate();
    try {
      await this.#hooks.save(this.#wish, reason, { ...found, wanted });
    } catch (error) {
      const isFull = error.name === "QuotaExceededError";
      this.#fail("not_saved", text(isFull ? "log-phone-full" : "log-not-saved"));
    } finally {
      this.#isSaving = false;
    }
  }

  #fail(code, words) {
    this.#fault = { code, words };
    announce(words);
    this.draw();
  }

  draw() {
    const { line, item, customer, past_reasons: past, site } = this.#subject;
    const wish = this.#wish;
    const towards = rules.direction(wish, line);
    const isAwake = rules.canSave(wish, this.#subject);
    const { found, wanted } = this.#estimate();
    const parts = { subject: this.#subject, wish, set: (changes) => this.#set(changes) };
    show(
      this.#root,
      navigationLine({ label: customer?.name ?? "", tap: isAwake ? 4 : 3, back: this.#hooks.back }),
      make(
        "div.body.choice",
        {},
        make(
          "div.choice-head",
          {},
          make("h1.t-xl.two-lines", {}, item.name),
          make("p.dim.t-s", {}, sentences([orderWords(line) || text("log-new-line"), this.#packed()])),
        ),
        this.#quantity(),
        dateSection(parts),
        flagSection(parts),
        estimatePanel(found, { wanted, unit: item.unit, isChanged: towards !== null, site }),
      ),
      make(
        "div.why-dock",
        { "data-key": "dock" },
        this.#open.note && this.#noteSection({ ...parts, keep: (changes) => this.#keep(changes), draw: () => this.draw(), fail: (words) => this.#fail("photo", words) }),
        reasonGrid({
          codes: rules.reasonsFor(towards, past),
          towards,
          isAwake,
          showAll: this.#open.reasons,
          save: (code) => this.#save(code),
          toggleAll: () => this.#toggle("reasons"),
          openNote: () => this.#toggle("note"),
          hasNote: wish.note.trim() !== "" || wish.photos.length > 0,
        }),
      ),
    );
    this.#dock();
  }

  /** With very large text the docked reasons would hide the rest: then they stand below it. */
  #dock() {
    const dock = this.#root.querySelector(".why-dock");
    if (!this.#open.reasons && !this.#open.note) this.#isLoose = dock.offsetHeight > innerHeight / 2;
    dock.classList.toggle("loose", this.#isLoose);
  }

  async #toggle(name) {
    if (name === "note") this.#noteSection ??= (await import("./note.js")).noteSection;
    this.#open[name] = !this.#open[name];
    this.draw();
    if (this.#open[name]) this.#root.querySelector(`[data-key="${name}-input"]`)?.focus();
  }

  #packed() {
    const { item } = this.#subject;
    const pack = rules.packOf(item);
    if (compare(pack, "1") <= 0) return "";
    return text("log-packed", { count: number(pack), unit: unitName(item.unit, pack) });
  }

  #quantity() {
    const { line, item, past_deltas: past } = this.#subject;
    const wish = this.#wish;
    const pack = rules.packOf(item);
    const change = rules.delta(wish, line);
    const isChanged = sign(change) !== 0;
    const step = (difference) => {
      const [low, high] = [subtract(wish.quantity, pack), add(wish.quantity, pack)];
      this.#set({ quantity: larger(difference < 0 ? low : high, "0") });
    };
    const stepper = (difference, key, name) =>
      make(
        "button.btn",
        {
          type: "button",
          "data-key": key,
          "aria-label": text(difference < 0 ? "log-fewer" : "log-more", { count: number(pack) }),
          disabled: difference < 0 && compare(wish.quantity, pack) < 0,
          onclick: () => step(difference),
        },
        icon(name, "l"),
      );
    return make(
      "section",
      { "aria-label": text("log-quantity") },
      make(
        "div.choice-label",
        {},
        make("span", {}, text("log-quantity")),
        make("span", {}, line ? text("log-ordered", { some: amount(line.quantity, item.unit) }) : ""),
      ),
      make(
        "div.stepper",
        {},
        stepper(-1, "fewer", "minus"),
        this.#open.number ? this.#numberInput() : this.#figure(isChanged, change),
        stepper(1, "more", "plus"),
      ),
      this.#fault && make("p.wrong", { role: "alert" }, this.#faultWords()),
      make(
        "div.chips.five",
        {},
        rules.chips({ item, line, past }).map(({ value, isPossible }) => {
          const isOn = isChanged && !wish.is_cancellation && compare(change, value) === 0;
          return make(
            "button.chip.grow",
            {
              type: "button",
              "data-key": `chip-${value}`,
              "aria-pressed": String(isOn),
              "aria-disabled": !isPossible && "true",
              onclick: () => {
                if (!isPossible) announce(text("log-below-zero"));
                else this.#set({ quantity: isOn ? rules.ordered(line) : add(rules.ordered(line), value) });
              },
            },
            signed(value),
          );
        }),
      ),
    );
  }

  #figure(isChanged, change) {
    const { item } = this.#subject;
    const shown = this.#wish.is_cancellation ? "0" : this.#wish.quantity;
    return make(
      `button.figure${isChanged ? ".changed" : ""}`,
      {
        type: "button",
        "data-key": "figure",
        "aria-label": text("log-type-quantity", { some: amount(shown, item.unit) }),
        onclick: () => this.#toggle("number"),
      },
      make("span.figure-number", {}, number(shown)),
      make("span.dim", {}, unitName(item.unit, shown)),
      isChanged && make("span.c-change.b", {}, signed(change)),
    );
  }

  #numberInput() {
    const { item } = this.#subject;
    const end = (event) => {
      if (!this.#open.number) return; // the field leaves the screen, and with it the focus
      const typed = event.target.value.replace(/[\s\u00a0]/g, "").replace(",", ".");
      this.#open.number = false;
      if (isDecimal(typed) && sign(typed) >= 0) this.#set({ quantity: plain(typed) });
      else this.draw();
    };
    return make("input.figure.changed", {
      inputmode: (item.quantity_decimals ?? 0) > 0 ? "decimal" : "numeric",
      enterkeyhint: "done",
      autocomplete: "off",
      "data-key": "number-input",
      "aria-label": text("log-quantity"),
      value: this.#wish.quantity,
      onfocus: (event) => event.target.select(),
      onchange: end,
      onblur: end,
      onkeydown: (event) => event.key === "Enter" && event.target.blur(),
    });
  }

  #faultWords() {
    const { code, words, low, high, pack } = this.#fault;
    if (words) return words;
    if (code !== "pack_multiple") return text(`log-fault-${code.replaceAll("_", "-")}`, this.#fault);
    const unit = this.#subject.item.unit;
    const facts = { low: number(low), high: number(high), pack: amount(pack, unit) };
    return text(sign(low) > 0 ? "log-fault-pack-multiple" : "log-fault-pack-multiple-high", facts);
  }
}
