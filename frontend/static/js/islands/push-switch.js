// <push-switch>: whether this device is woken by push; each state says what can be done about it.

import { icon, make, show } from "../dom.js";
import { text } from "../language.js";
import { forgetSubscription, subscribe, subscriptionState } from "../push-subscription.js";
import { askSession } from "../shell/session.js";

/** The press that is carried out: its page may be drawn anew meanwhile, and the new switch has to show how it ends. */
let turning = null;

/** How the device stands after a press; "failed" when nobody could be told. */
async function turned(before) {
  const isOn = (before === "failed" ? await subscriptionState() : before) === "on";
  const session = await askSession();
  try {
    if (session.kind !== "signed_in") throw new Error(session.kind);
    if (!isOn) return await subscribe(session.csrf_token);
    await forgetSubscription(session.csrf_token);
    return "off";
  } catch {
    return "failed";
  } finally {
    turning = null;
  }
}

class PushSwitch extends HTMLElement {
  #state = "waiting";
  #coming = null;

  connectedCallback() {
    return turning ? this.#become(turning, "working") : this.#become(subscriptionState(), "waiting");
  }

  #turn() {
    turning = turned(this.#state);
    return this.#become(turning, "working");
  }

  /** Show what is coming, unless something else is by then. */
  async #become(coming, meanwhile) {
    this.#coming = coming;
    this.#state = meanwhile;
    this.#draw();
    const state = await coming;
    if (this.#coming !== coming) return;
    this.#state = state;
    this.#draw();
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
