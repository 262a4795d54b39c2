// <promise-form>: what can be promised to a customer; held, or only noted. The address says where one is:
// nothing yet, ?customer=, ?customer=&item=, or ?quotation= once something has been saved.

import { focusHead, make, show, toTop } from "../dom.js";
import { sentences } from "../format.js";
import { text } from "../language.js";
import { chevron } from "../change-words.js";
import { go, navigationLine, searchField } from "../log/frame.js";
import { customerRow } from "../log/pick.js";
import * as engine from "../offline/client.js";
import { Ask } from "../promise/ask.js";
import { quotationRow, showQuotation } from "../promise/held.js";

const address = (facts) => `/promise?${new URLSearchParams(facts)}`;

class PromiseForm extends HTMLElement {
  #stop = () => undefined;
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
    const [customer, item, quotation] = ["customer", "item", "quotation"].map((name) => facts.get(name));
    if (quotation) this.#stop = showQuotation(this, quotation);
    else if (customer && item) await this.#ask(customer, item, turn);
    else this.#pick(customer, item);
    delete this.dataset.busy;
    if (turn === this.#turn) {
      toTop();
      if (!this.contains(document.activeElement)) focusHead(this);
    }
  }

  async #ask(customerId, itemId, turn) {
    const subject = await engine.ask("asked", { customer_id: customerId, item_id: itemId });
    if (turn !== this.#turn) return;
    if (!subject.customer || !subject.item) {
      go("/promise", { replace: true });
      return;
    }
    // While one asks nothing else wants attention: the bar is away.
    document.body.dataset.focus = "task";
    document.dispatchEvent(new CustomEvent("lockstep:frame"));
    const ask = new Ask(this, subject, {
      back: () => go(address({ customer: customerId })),
      saved: (op) => go(address({ quotation: op.id }), { replace: true }),
    });
    this.#stop = () => ask.end();
  }

  /** Customers, or a customer's items, searched as one types; below, what is held and was asked lately. */
  #pick(customerId, itemId) {
    let typed = "";
    const found = make("div.body");
    const rows = make("div.body");
    const refresh = async () => {
      const asked = typed;
      const list = customerId ? await engine.ask("items", { typed }) : (await engine.ask("customers", { typed })).found;
      if (asked !== typed) return;
      const row = (each) => (customerId ? itemRow(each, customerId) : customerRow(each, address({ customer: each.id, ...(itemId && { item: itemId }) })));
      const none = customerId ? text("log-no-item", { typed }) : text("log-no-customer", { typed });
      show(found, list.length > 0 ? make("div.sheet", {}, list.map(row)) : make("p.nothing.dim", {}, none));
    };
    const change = (value) => {
      typed = value;
      refresh();
    };
    const label = text(customerId ? "log-search-item" : "customers-search");
    this.replaceChildren(
      navigationLine({ label: text("promise-title"), back: () => go(customerId ? `/customers/${customerId}` : "/today") }),
      make("div.log-head", {}, make("h1.t-2xl", {}, text(customerId ? "promise-which-item" : "promise-which-customer")), searchField({ label, typed, change })),
      rows,
      found,
    );
    // Whatever comes to the phone while one looks may be what is searched for.
    this.#stop = engine.follow("quotations", { customer_id: customerId }, (known) => {
      show(rows, lists(known));
      refresh();
    });
  }
}

function lists({ held, lately }) {
  return [
    held.length > 0 && [make("div.sec", {}, make("h2", {}, text("promise-held"))), make("div.sheet", {}, held.map(quotationRow))],
    lately.length > 0 && [make("div.sec", {}, make("h2", {}, text("promise-last-asked"))), make("div.sheet", {}, lately.slice(0, 3).map(quotationRow))],
  ];
}

function itemRow(item, customerId) {
  return make(
    "a.row.flex.between",
    { href: address({ customer: customerId, item: item.id }), "data-key": item.id },
    make("span.grow", {}, make("span.m.own-line", {}, item.name), make("span.dim.t-s.own-line", {}, sentences([item.code]))),
    chevron(),
  );
}

customElements.define("promise-form", PromiseForm);
