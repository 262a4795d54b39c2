// <decision-bar>: a supervisor's decision on one proposal, also without a network. It stands in
// the decision page; attributes: proposal-id, plan-revision-id, alternative, letter, can-decide.

import { announce, icon, make, show } from "../dom.js";
import { holdButton } from "../decision/hold-button.js";
import { askReason } from "../decision/reason-sheet.js";
import { clock, sentences } from "../format.js";
import { text } from "../language.js";
import * as engine from "../offline/client.js";

const UNDO_FOR = 8000;
const LETTERS = "ABCDEFGH";
const SAID = { approve: "approved", amend: "amended", reject: "rejected", send_back: "sent-back" };

class DecisionBar extends HTMLElement {
  static observedAttributes = ["proposal-id", "plan-revision-id", "alternative", "letter", "can-decide"];
  #stop = () => undefined;
  #known = { proposal: null, own: null };
  #timer = null;
  #isFollowing = false;

  connectedCallback() {
    this.classList.add("decision-bar");
    this.#follow();
  }

  disconnectedCallback() {
    this.#isFollowing = false;
    this.#stop();
    clearTimeout(this.#timer);
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#isFollowing || before === after) return;
    if (name === "proposal-id") this.#follow();
    else this.#draw();
  }

  #follow() {
    this.#stop();
    this.#isFollowing = true;
    this.#stop = engine.follow("proposal", () => ({ id: this.getAttribute("proposal-id") }), (known) => {
      this.#known = known;
      this.#draw();
    });
  }

  get #letter() {
    const found = this.#alternatives.findIndex(({ code }) => code === this.getAttribute("alternative"));
    return this.getAttribute("letter") ?? LETTERS[found] ?? "";
  }

  get #alternatives() {
    return this.#known.proposal?.alternatives ?? [];
  }

  get #chosen() {
    return this.#alternatives.find(({ code }) => code === this.getAttribute("alternative"));
  }

  #draw() {
    if (this.querySelector(".filling")) {
      // What came meanwhile waits: a button that is being held must not be taken from under the finger.
      addEventListener("pointerup", () => setTimeout(() => this.#draw()), { once: true });
      return;
    }
    clearTimeout(this.#timer);
    const { own } = this.#known;
    const isOpen = own && !own.settled_at;
    if (isOpen && own.state === "queued" && own.send_after > Date.now()) return this.#drawUndo(own);
    if (isOpen && (own.state === "queued" || own.state === "sending")) return this.#drawWaiting(own);
    // What was undone at the server waits again, although this device's decision once stood.
    const isUndone = own?.state === "included" && this.#known.proposal?.status === "open";
    if (isOpen && own.answer?.status === "applied" && !isUndone) return this.#drawSent(own);
    if (isOpen && own.state === "answered") return this.#drawBack(own);
    return this.#drawButtons();
  }

  #drawUndo(own) {
    this.#timer = setTimeout(() => this.#draw(), own.send_after - Date.now());
    show(
      this,
      icon("decided", "l"),
      make("p.grow", { role: "status" }, make("span.b", {}, text(`decision-${SAID[own.args.decision]}`, { letter: own.shown.letter })), " ", make("span.dim", {}, text("decision-leaves-soon"))),
      this.#undoButton(own),
    );
  }

  #undoButton(own) {
    return make("button.btn", { type: "button", "data-key": "undo", onclick: () => this.#undo(own) }, icon("undo"), make("span", {}, text("log-undo")));
  }

  async #undo(own) {
    const isBack = await engine.discard(own.op_id);
    announce(text(isBack ? "decision-taken-back" : "decision-too-late"));
  }

  #drawWaiting(own) {
    const facts = { time: clock(own.saved_at), letter: own.shown.letter };
    show(
      this,
      icon(own.state === "sending" ? "sending" : "phone", "l"),
      make("p.grow", { role: "status" }, make("span.b", {}, text(`decision-${SAID[own.args.decision]}-here`, facts)), " ", make("span.dim", {}, text("decision-checked-when-sent"))),
      // What was tried once may have arrived: then the server's half minute counts, not this device's.
      own.state === "queued" && !own.attempts && this.#undoButton(own),
    );
  }

  #drawSent(own) {
    show(this, icon("tick", "l c-kept"), make("p.grow.b", { role: "status" }, text(`decision-${SAID[own.args.decision]}`, { letter: own.shown.letter })));
  }

  /** It came back: the plan has moved, or somebody else was first. */
  #drawBack(own) {
    const hasMoved = own.answer.code === "plan_has_moved";
    const lead = hasMoved ? text("decision-plan-moved") : text("decision-refused");
    const words = make(
      "p.decision-back",
      { role: "alert" },
      icon(hasMoved ? "conflict" : "refused", hasMoved ? "c-risk" : "c-late"),
      make("span", {}, make("span.b", {}, lead), " ", sentences([own.answer.message, text("decision-first-stays")])),
    );
    if (hasMoved && this.#mayDecide()) this.#drawButtons(words, true);
    else show(this, words, make("button.btn", { type: "button", "data-key": "seen", onclick: () => engine.settle(own.op_id) }, text("decision-seen")));
  }

  #mayDecide() {
    const status = this.#known.proposal?.status;
    return this.getAttribute("can-decide") !== "false" && this.hasAttribute("can-decide") && (!status || status === "open");
  }

  #drawButtons(words = null, isAgain = false) {
    if (!this.#mayDecide()) {
      show(this, words, make("p.dim", {}, text("decision-not-yours")));
      return;
    }
    const letter = this.#letter;
    const ask = (decision) => async () => {
      const adjustments = decision === "amend" ? this.#chosen?.adjustments : [];
      const answer = await askReason({ decision, letter, adjustments });
      if (answer) this.#decide(decision, answer);
    };
    const canAmend = (this.#chosen?.adjustments.length ?? 0) > 0;
    show(
      this,
      words,
      make(
        "div.decision-buttons",
        {},
        make("button.btn.danger", { type: "button", "data-key": "reject", onclick: ask("reject") }, icon("refused", "l"), make("span", {}, text("decision-reject"))),
        make("button.btn", { type: "button", "data-key": "send-back", onclick: ask("send_back") }, icon("undo", "l"), make("span", {}, text("decision-send-back"))),
        canAmend && make("button.btn", { type: "button", "data-key": "amend", onclick: ask("amend") }, icon("amend", "l"), make("span", {}, text("decision-amend"))),
        holdButton({
          words: text(isAgain ? "decision-hold-again" : "decision-hold", { letter }),
          question: text("decision-approve-question", { letter }),
          done: () => this.#decide("approve", { reason: null, note: "", amendments: [] }),
        }),
      ),
    );
  }

  async #decide(decision, { reason, note, amendments }) {
    const { own, proposal } = this.#known;
    const needsAlternative = decision === "approve" || decision === "amend";
    if (own?.state === "answered" && !own.settled_at) await engine.settle(own.op_id);
    try {
      await engine.save({
        kind: "decide_proposal",
        id: this.getAttribute("proposal-id"),
        base_ver: proposal?.ver ?? 0,
        args: {
          decision,
          plan_revision_id: this.getAttribute("plan-revision-id"),
          alternative: needsAlternative ? this.getAttribute("alternative") : null,
          amendments,
          reason,
          note,
        },
        hold: UNDO_FOR,
        shown: { letter: this.#letter, title: document.querySelector("h1")?.textContent ?? "" },
      });
      this.dispatchEvent(new CustomEvent("lockstep:decided", { bubbles: true, detail: { decision } }));
    } catch (error) {
      announce(text(error.name === "QuotaExceededError" ? "log-phone-full" : "log-not-saved"));
      this.#draw();
    }
  }
}

customElements.define("decision-bar", DecisionBar);
