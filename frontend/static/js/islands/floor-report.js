// <floor-report>: one thing to report from the floor, also without a network. `data-do` says what:
// output, downtime, end, hours or reverse; or waiting, which shows what this device has not sent yet.

import { announce, icon, make, show } from "../dom.js";
import { text } from "../language.js";
import * as engine from "../offline/client.js";

const KINDS = new Set(["report_output", "report_downtime", "end_downtime", "report_hours", "reverse_report"]);
const ICONS = { output: "factory", downtime: "wrench", end: "kept", hours: "people", reverse: "undo" };
const OURS = ({ kind }) => KINDS.has(kind);

class FloorReport extends HTMLElement {
  static observedAttributes = ["data-do"];
  #stop = () => undefined;
  #isOpen = false;

  connectedCallback() {
    if (this.dataset.do === "waiting") {
      this.#stop = engine.follow("outbox", {}, (found) => this.#drawWaiting(found));
    } else if (this.dataset.do) this.#drawButton();
  }

  attributeChangedCallback() {
    if (this.isConnected && !this.firstChild) this.connectedCallback();
  }

  disconnectedCallback() {
    this.#stop();
  }

  #drawButton() {
    const what = this.dataset.do;
    const isMain = what === "output";
    show(
      this,
      make(
        `button.btn${isMain ? ".floor-main" : ""}`,
        { type: "button", "data-key": what, "aria-label": `${text(`floor-do-${what}`)}: ${this.dataset.item ?? this.dataset.name ?? ""}`, onclick: () => this.#ask() },
        icon(ICONS[what]),
        make("span", {}, text(`floor-do-${what}`)),
      ),
    );
  }

  async #ask() {
    if (this.#isOpen) return;
    this.#isOpen = true;
    try {
      const sheets = await import("../report/sheets.js");
      const intent = await sheets[this.dataset.do]({ ...this.dataset });
      if (intent) await this.#save(intent);
    } finally {
      this.#isOpen = false;
    }
  }

  async #save(intent) {
    try {
      await engine.save({ ...intent, shown: { ...intent.shown, path: "/report" } });
      announce(text("floor-saved"));
    } catch (error) {
      announce(text(error.name === "QuotaExceededError" ? "log-phone-full" : "log-not-saved"));
    }
  }

  #drawWaiting({ needs, waiting, deferred }) {
    const back = needs.filter(OURS).length;
    const held = [...waiting, ...deferred].filter(OURS).length;
    const line = (count, key, name, tone) =>
      count > 0 && make(`a.floor-waiting.${tone}`, { href: "/outbox", role: "status" }, icon(name), make("span.m", {}, text(key, { count })), icon("next", "dimmer"));
    show(this, line(back, "floor-needs", "refused", "late"), line(held, "floor-waiting", "phone", "open"));
  }
}

customElements.define("floor-report", FloorReport);
