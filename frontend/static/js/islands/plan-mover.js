// <plan-mover>: moves the lines of the plan board that stands beside it, by pointer, finger or keys, to
// another day or to another work centre that can make them. What a move would do is shown while the
// line is held over a place; letting go makes a plan revision.

import { announce, icon, make, show } from "../dom.js";
import { day, number } from "../format.js";
import { amount, hasText, text } from "../language.js";
import { saidFacts } from "../fact-words.js";
import { askPreview, sendMove, sendUndo } from "../plan/moves.js";

const HOLD_TO_LIFT = 350;
const SLACK = 6;
const LOOK_AFTER = 180;

class PlanMover extends HTMLElement {
  static observedAttributes = ["data-revision"];
  #held = null;
  #preview = null;
  #timer = null;
  #asked = 0;
  #lastMove = null;
  #said = ["", false];
  #stop = new AbortController();

  connectedCallback() {
    this.classList.add("plan-mover");
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    document.addEventListener("pointerdown", (event) => this.#press(event), { signal });
    document.addEventListener("pointermove", (event) => this.#drag(event), { signal });
    document.addEventListener("pointerup", (event) => this.#drop(event), { signal });
    document.addEventListener("pointercancel", () => this.#leave(), { signal });
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#leave(), { signal });
    document.addEventListener("touchmove", (event) => this.#held?.isLifted && event.preventDefault(), { signal, passive: false });
    document.addEventListener("click", (event) => this.#click(event), { signal, capture: true });
    this.#draw();
  }

  disconnectedCallback() {
    this.#stop.abort();
  }

  attributeChangedCallback() {
    // The board has been drawn anew: what was said of the last move stays.
    if (this.isConnected && !this.#held) this.#draw(...this.#said);
  }

  #blockOf = (event) => event.target.closest?.(".plan-block[data-line]");

  #press(event) {
    const block = this.#blockOf(event);
    if (!block || event.button !== 0) return;
    const held = { line: block.dataset.line, block, x: event.clientX, y: event.clientY, isLifted: false, isTouch: event.pointerType === "touch" };
    this.#held = held;
    // A finger that moves at once scrolls; one that rests lifts the line.
    if (held.isTouch) held.timer = setTimeout(() => this.#lift(held), HOLD_TO_LIFT);
  }

  #lift(held) {
    held.isLifted = true;
    held.block.classList.add("lifted");
  }

  #drag(event) {
    const held = this.#held;
    if (!held) return;
    const far = Math.hypot(event.clientX - held.x, event.clientY - held.y) > SLACK;
    if (!held.isLifted) {
      if (!far) return;
      if (held.isTouch) {
        this.#leave();
        return;
      }
      this.#lift(held);
    }
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest("td[data-on]");
    if (cell === held.cell) return;
    document.querySelector(".plan-board td.over")?.classList.remove("over");
    Object.assign(held, { cell, ...placeIn(cell, held.block) });
    this.#preview = null;
    clearTimeout(this.#timer);
    if (!held.isElsewhere) {
      this.#draw(held.isShut ? text("plan-move-closed") : "", held.isShut);
      return;
    }
    cell.classList.add("over");
    this.#timer = setTimeout(() => this.#look(held.line, held.on, held.center), LOOK_AFTER);
    this.#draw(text("plan-move-looking"));
  }

  async #look(line, on, center) {
    const own = (this.#asked += 1);
    const answer = await askPreview(line, on, center);
    if (own !== this.#asked) return null;
    this.#preview = answer;
    this.#draw(answer.problem);
    return answer;
  }

  async #drop() {
    const held = this.#held;
    const preview = this.#preview;
    this.#leave();
    if (!held?.isLifted || !held.isElsewhere) return;
    // Let go before the effect was on the screen: it is shown first, and asks.
    if (!preview || preview.problem || preview.refusal || preview.needs_reason) await this.#choose(held.line, held.block, held);
    else await this.#move(held.line, held, "");
  }

  #leave() {
    clearTimeout(this.#timer);
    clearTimeout(this.#held?.timer);
    this.#held?.block.classList.remove("lifted");
    this.#held = null;
    this.#preview = null;
    this.#asked += 1;
    document.querySelector(".plan-board td.over")?.classList.remove("over");
    this.#draw();
  }

  #click(event) {
    const block = this.#blockOf(event);
    if (block) this.#choose(block.dataset.line, block, { on: null, center: null });
  }

  async #choose(line, block, { on, center }) {
    if (document.querySelector("dialog.move-sheet")) return;
    const { chooseDay } = await import("../plan/move-sheet.js");
    const chosen = await chooseDay({ line, name: block.dataset.name, from: block.dataset.on, on, here: block.closest("td").dataset.center, center, centers: centersFor(block), look: (wanted, where) => askPreview(line, wanted, where), effect: effectRows });
    if (chosen) await this.#move(line, chosen, chosen.reason);
  }

  async #move(line, { on, center }, reason) {
    const answer = await sendMove(line, { on, reason, work_center_id: center, plan_revision_id: this.dataset.revision });
    this.#lastMove = answer.problem ? null : answer.plan_revision_id;
    this.#draw(answer.problem ?? text("plan-moved", { day: day(on) }), Boolean(answer.problem));
    announce(answer.problem ?? text("plan-moved", { day: day(on) }));
  }

  async #undo() {
    const answer = await sendUndo(this.#lastMove);
    this.#lastMove = null;
    this.#draw(answer.problem ?? text("plan-move-undone"), Boolean(answer.problem));
  }

  #draw(words = "", isProblem = false) {
    this.#said = [words, isProblem];
    const preview = this.#preview && !this.#preview.problem ? this.#preview : null;
    this.hidden = !preview && !words && !this.#lastMove;
    show(
      this,
      preview ? effectRows(preview) : words && make("p.grow.m", { role: isProblem ? "alert" : "status" }, words),
      this.#lastMove && !preview && make("button.btn", { type: "button", "data-key": "undo", onclick: () => this.#undo() }, icon("undo"), make("span", {}, text("plan-move-undo"))),
    );
  }
}

/** Where a line held over a cell would go: the day, and the work centre where it is another one; nowhere on a closed day. */
function placeIn(cell, block) {
  const on = cell?.dataset.on ?? null;
  const here = block.closest("td").dataset.center;
  const center = cell && cell.dataset.center !== here ? cell.dataset.center : null;
  const isOther = on !== null && (center !== null || on !== block.dataset.on);
  const isShut = isOther && cell.dataset.open !== "yes";
  return { on, center, isShut, isElsewhere: isOther && !isShut };
}

/** The work centres that can make a line as well, by name. */
function centersFor(block) {
  const names = new Map([...document.querySelectorAll(".plan-board td[data-center]")].map((cell) => [cell.dataset.center, cell.dataset.centerName]));
  return block.dataset.elsewhere.split(" ").filter((id) => names.has(id)).map((id) => ({ id, name: names.get(id) }));
}

/** What a move does, a row a thing: refusal, fence, loads, stock, who slips. */
export function effectRows(preview) {
  const row = (name, tone, words) => make("li.flex", {}, icon(name, tone), make("span", {}, words));
  const refusalKey = `error-${String(preview.refusal).replaceAll("_", "-")}`;
  const share = (hours, all) => (Number(all) ? Math.round((Number(hours) * 100) / Number(all)) : Number(hours) ? 200 : 0);
  return make(
    "div.move-effect.grow",
    {},
    make("p.b", {}, text("plan-move-title", { item: preview.item_name, quantity: amount(preview.quantity, preview.unit), from: day(preview.from_on), to: day(preview.on) })),
    make(
      "ul.move-facts",
      {},
      preview.way && row("factory", "", text("plan-move-way", { way: preview.way })),
      preview.refusal && row("refused", "c-late", hasText(refusalKey) ? text(refusalKey, saidFacts(preview.refusal_facts)) : text("error-unexpected")),
      row(preview.fence === "frozen" ? "lock" : "kept", preview.fence === "frozen" ? "c-risk" : "c-kept", text(`fence-${preview.fence}`)),
      preview.loads.map((load) =>
        row("gauge", Number(load.hours_after) > Number(load.available_hours) ? "c-late" : "", text("plan-move-load", {
          name: load.work_center_name,
          before: String(share(load.hours_before, load.available_hours)),
          after: String(share(load.hours_after, load.available_hours)),
        })),
      ),
      row("stock", Number(preview.lowest_after.quantity) < 0 ? "c-late" : "", text("plan-move-stock", {
        before: number(preview.lowest_before.quantity),
        after: amount(preview.lowest_after.quantity, preview.unit),
        day: day(preview.lowest_after.on),
      })),
      preview.slips.length === 0
        ? row("kept", "c-kept", text("plan-move-nobody"))
        : preview.slips.map((slip) => row("late", "c-late", text(slip.possible_on ? "plan-move-slip" : "plan-move-slip-open", {
            customer: slip.customer_name,
            quantity: amount(slip.quantity, slip.unit),
            from: day(slip.promised_on),
            to: slip.possible_on ? day(slip.possible_on) : "",
          }))),
    ),
  );
}

customElements.define("plan-mover", PlanMover);
