// <count-down>: the time left until `data-due`, from the server's time `data-now`; with `data-from` also a bar.

import { leftWords, serverClock, standing, used } from "../urgent/left.js";

const SECOND = 1000;
const AGAIN = 5 * 60 * SECOND;
const ticks = () => performance.now();

class CountDown extends HTMLElement {
  static observedAttributes = ["data-now", "data-due", "data-from"];

  #now = null;
  #timer = null;
  #asked = 0;

  connectedCallback() {
    this.#set();
    document.addEventListener("visibilitychange", this.#seen);
    this.#tick();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#seen);
  }

  attributeChangedCallback(name) {
    if (!this.isConnected) return;
    if (name === "data-now") this.#set();
    this.#tick();
  }

  /** A view that was kept has no server behind it: nothing is counted that nobody can vouch for. */
  get #isKept() {
    return !this.closest("#first-paint, #live, .coming");
  }

  #set() {
    this.#now = serverClock(Date.parse(this.dataset.now), ticks);
    this.#asked = ticks();
  }

  /** Counters may stand still while a device sleeps, so the server is asked when somebody looks again. */
  #seen = () => {
    if (!document.hidden) this.#ask();
  };

  async #ask() {
    this.#asked = ticks();
    const response = await fetch("/health/live", { cache: "no-store" }).catch(() => null);
    const told = Date.parse(response?.headers.get("date") ?? "");
    // The header has whole seconds: half of one is the best guess. Drift below that is left alone.
    if (Number.isNaN(told) || Math.abs(told + SECOND / 2 - this.#now()) < 2 * SECOND) return;
    this.#now = serverClock(told + SECOND / 2, ticks);
    this.#tick();
  }

  #tick() {
    clearTimeout(this.#timer);
    if (this.#isKept) {
      this.replaceChildren("–");
      return;
    }
    if (ticks() - this.#asked > AGAIN) this.#ask();
    const left = Date.parse(this.dataset.due) - this.#now();
    const whole = this.dataset.from ? Date.parse(this.dataset.due) - Date.parse(this.dataset.from) : 0;
    this.#draw(left, whole);
    this.#timer = setTimeout(() => this.#tick(), (((left % SECOND) + SECOND) % SECOND) + 5);
  }

  #draw(left, whole) {
    const state = standing(left, whole);
    if (this.dataset.state !== state) this.dataset.state = state;
    if (!this.firstElementChild) {
      const time = document.createElement("span");
      time.className = "left";
      this.replaceChildren(time);
    }
    this.firstElementChild.textContent = leftWords(left);
    if (!this.dataset.from) return;
    if (!this.children[1]) {
      const bar = document.createElement("span");
      bar.className = "used";
      bar.setAttribute("aria-hidden", "true");
      bar.append(document.createElement("i"));
      this.append(bar);
    }
    this.children[1].firstElementChild.style.width = `${(used(left, whole) * 100).toFixed(2)}%`;
  }
}

customElements.define("count-down", CountDown);
