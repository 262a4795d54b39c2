// <push-switch>: whether this device is woken by push; each state says what can be done about it.

import { icon, make, show } from "../dom.js";
import { text } from "../language.js";
import { forgetSubscription, subscribe, subscriptionState } from "../push-subscription.js";
import { askSession } from "../shell/session.js";

class PushSwitch extends HTMLElement {
  #state = "waiting";

  async connectedCallback() {
    this.#draw();
    this.#state = await subscriptionState();
    this.#draw();
  }

  async #turn() {
    const before = this.#state;
    this.#state = "working";
    this.#draw();
    const session = await askSession();
    try {
      if (session.kind !== "signed_in") throw new Error(session.kind);
      if (before === "on") {
        await forgetSubscription(session.csrf_token);
        this.#state = "off";
      } else this.#state = await subscribe(session.csrf_token);
    } catch {
      this.#state = "failed";
    }
    this.#draw();
    if (this.#state === "failed") this.#state = before;
  }

  #draw() {
    const state = this.#state;
    const canTurn = ["on", "off", "failed"].includes(state);
    show(
      this,
      make(
        "div.row.flex.between",
        {},
        make("span.grow", {}, make("span.m.own-line", { id: "push-label" }, text("shell-push")), make("span.dim.t-s.own-line", { role: "status" }, text(`shell-push-${state.replace("_", "-")}`))),
        canTurn || state === "working"
          ? make("button.switch", {
              type: "button",
              role: "switch",
              "data-key": "push",
              "aria-labelledby": "push-label",
              "aria-checked": String(state === "on"),
              disabled: state === "working",
              onclick: () => this.#turn(),
            })
          : icon("lock", "dimmer"),
      ),
    );
  }
}

customElements.define("push-switch", PushSwitch);
