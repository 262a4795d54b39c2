// <demand-change-form>: a demand change in four taps, without a network if need be. The address
// says where one is (?customer=&line=&item=, ?amend= for a correction, ?change= once saved); the
// draft keeps the rest. With the attribute change-id it corrects that change wherever it stands.

import { focusHead, toTop } from "../dom.js";
import { text } from "../language.js";
import { dayAt } from "../offline/days.js";
import * as engine from "../offline/client.js";
import { Choice } from "../log/choose.js";
import { go } from "../log/frame.js";
import { pickCustomer, pickLine } from "../log/pick.js";
import { Saved, UNDO_FOR } from "../log/saved.js";
import { argsOf, askedOf, direction } from "../log/wish.js";

const DRAFT_PAUSE = 150;

class DemandChangeForm extends HTMLElement {
  #stop = () => undefined;
  #begun = Date.now();
  #turn = 0;

  connectedCallback() {
    this.classList.add("page");
    this.dataset.busy = "";
    this.route();
  }

  disconnectedCallback() {
    this.#stop();
  }

  /** Show what the address names. */
  async route() {
    this.#stop();
    this.#stop = () => undefined;
    const turn = (this.#turn += 1);
    const facts = new URLSearchParams(location.search);
    const [change, customer, line, item] = ["change", "customer", "line", "item"].map((name) => facts.get(name));
    const amended = this.getAttribute("change-id") ?? facts.get("amend");
    this.#frame();
    if (amended) await this.#choose({ customer, amended }, turn);
    else if (change) this.#showSaved(change);
    else if (!customer) pickCustomer(this, { back: () => this.#leave() });
    else if (line || item) await this.#choose({ customer, line, item }, turn);
    else if (item === "") await this.#items(customer);
    else await this.#lines(customer, turn);
    if (turn === this.#turn) {
      toTop();
      if (!this.contains(document.activeElement)) focusHead(this);
    }
  }

  /** While a change is being logged nothing else asks for attention: the bar is away. */
  #frame() {
    if (this.hasAttribute("change-id")) return;
    document.body.dataset.focus = "task";
    document.dispatchEvent(new CustomEvent("lockstep:frame"));
  }

  #leave() {
    if (history.length > 1) history.back();
    else go("/today", { replace: true });
  }

  async #lines(customerId, turn) {
    const show = ({ customer, lines }) => {
      if (turn !== this.#turn) return;
      const today = dayAt(Date.now());
      pickLine(this, { customer: customer ?? { id: customerId, name: "" }, lines, today, back: () => this.#leave() });
    };
    show(await engine.ask("lines", { customer_id: customerId }));
    this.#stop = engine.follow("lines", { customer_id: customerId }, show);
  }

  async #items(customerId) {
    const [{ customer }, { pickItem }] = await Promise.all([
      engine.ask("lines", { customer_id: customerId }), import("../log/pick-item.js"),
    ]);
    pickItem(this, { customer: customer ?? { id: customerId, name: "" }, back: () => this.#leave() });
  }

  async #choose({ customer, line, item, amended }, turn) {
    const about = { customer_id: customer, line_id: line, item_id: item, change_id: amended };
    const key = amended ? `amend ${amended}` : `change ${customer} ${line ?? item}`;
    const subject = await engine.ask("subject", about);
    const draft = await engine.draft(key);
    if (turn !== this.#turn) return;
    if (!subject.item || (line && !subject.line) || (amended && !subject.amended)) {
      go(amended ? "/changes" : `/changes/new?customer=${customer}`, { replace: true });
      return;
    }
    let timer;
    let isSaved = false;
    const write = (wish) => isSaved || engine.saveDraft(this.#draftOf(key, subject, wish));
    const keep = (wish) => {
      clearTimeout(timer);
      const isBack = direction(wish, subject.line) === null && !amended && !wish.note && !wish.photos.length;
      timer = setTimeout(() => (isBack ? engine.dropDraft(key) : write(wish)), DRAFT_PAUSE);
    };
    const choice = new Choice(this, subject, draft?.wish, {
      back: () => this.#leave(),
      changed: keep,
      save: async (wish, reason, estimate) => {
        clearTimeout(timer);
        isSaved = true;
        try {
          await this.#save({ subject, wish, reason, estimate, key });
        } catch (error) {
          isSaved = false;
          throw error;
        }
      },
    });
    // A draft that is being typed when the page goes away is written down at once.
    const isBegun = ({ note, photos }) => direction(choice.wish, subject.line) || note || photos.length;
    const hide = () => document.hidden && isBegun(choice.wish) && write(choice.wish);
    document.addEventListener("visibilitychange", hide);
    const stop = engine.observe("*", async (_value, topic) => {
      if (topic !== "reference" && topic !== "demand_line") return;
      const fresh = await engine.ask("subject", about);
      if (turn === this.#turn && fresh.item) choice.renew(fresh);
    });
    this.#stop = () => {
      stop();
      document.removeEventListener("visibilitychange", hide);
    };
  }

  #draftOf(key, subject, wish) {
    return {
      key,
      path: location.pathname + location.search,
      customer_name: subject.customer?.name ?? "",
      item_name: subject.item.name,
      wish,
    };
  }

  async #save({ subject, wish, reason, estimate, key }) {
    const { line, item, customer, site, amended } = subject;
    const args = argsOf(wish, { ...subject, reason });
    const intent = amended
      ? { kind: "amend_demand_change", id: amended.id, base_ver: amended.ver || 1, hold: UNDO_FOR }
      : { kind: "request_demand_change", base_ver: 0, undo: UNDO_FOR };
    const shown = {
      customer: customer && { id: customer.id, name: customer.name },
      item: { id: item.id, name: item.name, unit: item.unit },
      site: site && { id: site.id, name: site.name },
      before: amended ? askedOf(amended) : line && { quantity: line.quantity, due_on: line.due_on },
      direction: direction(wish, line),
      estimate,
    };
    const op = await engine.save({ ...intent, args, shown }, key);
    navigator.storage?.persist?.();
    const seconds = Math.max(1, Math.round((Date.now() - this.#begun) / 1000));
    this.#stop();
    this.#turn += 1;
    if (!this.hasAttribute("change-id")) history.replaceState({}, "", `/changes/new?change=${op.id}`);
    toTop();
    const undo = { op, until: Date.now() + UNDO_FOR, seconds };
    this.#showSaved(op.id, { undo, started: Date.now() });
    this.#begun = Date.now();
    document.title = `${text("log-saved")} · Lockstep`;
  }

  #showSaved(id, facts = {}) {
    const saved = new Saved(this, id, facts);
    this.#stop = () => saved.end();
    delete this.dataset.busy;
  }
}

customElements.define("demand-change-form", DemandChangeForm);
