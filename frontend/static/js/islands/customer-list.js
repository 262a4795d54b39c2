// <customer-list>: own customers, searched as one types, and one customer; from the phone's own copy.

import { make, show } from "../dom.js";
import { text } from "../language.js";
import { searchField } from "../log/frame.js";
import { customerRow } from "../log/pick.js";
import * as engine from "../offline/client.js";

class CustomerList extends HTMLElement {
  #stop = () => undefined;
  #typed = "";
  #list = make("div.body");

  connectedCallback() {
    this.classList.add("page");
    this.route();
  }

  disconnectedCallback() {
    this.#stop();
  }

  route() {
    this.#stop();
    const id = location.pathname.split("/")[2];
    if (id) this.#stop = this.#one(id);
    else this.#search();
  }

  #one(id) {
    let isOver = false;
    let stop = () => undefined;
    import("../customers/one.js").then(({ showCustomer }) => {
      if (!isOver) stop = engine.follow("customer", { id }, (found) => showCustomer(this, found));
    });
    return () => {
      isOver = true;
      stop();
    };
  }

  #search() {
    const ask = () => ({ typed: this.#typed, limit: 200 });
    const follow = () => engine.follow("customers", ask, (found) => this.#drawList(found));
    const change = (typed) => {
      this.#typed = typed;
      this.#stop();
      this.#stop = follow();
    };
    this.replaceChildren(
      make("div.head.customers-head", {}, make("h1.t-2xl", {}, text("customers-title")), searchField({ label: text("customers-search"), typed: this.#typed, change })),
      this.#list,
    );
    this.#stop = follow();
  }

  #drawList({ last, found, count }) {
    const row = (customer) => customerRow(customer, `/customers/${customer.id}`);
    const nothing = this.#typed ? text("customers-none", { typed: this.#typed }) : text("customers-none-yet");
    show(
      this.#list,
      last.length > 0 && [
        make("div.sec", {}, make("h2", {}, text("log-last-customers"))),
        make("div.sheet", {}, last.map(row)),
        make("div.sec", {}, make("h2", {}, text("customers-all", { count }))),
      ],
      found.length > 0 ? make("div.sheet", {}, found.map(row)) : make("p.nothing.dim", {}, nothing),
    );
  }
}

customElements.define("customer-list", CustomerList);
