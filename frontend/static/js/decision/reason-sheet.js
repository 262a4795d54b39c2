// Why a proposal is rejected or sent back, or how it is amended: a sheet from below.

import { make } from "../dom.js";
import { day } from "../format.js";
import { amount, text } from "../language.js";
import { isDecimal, plain, sign } from "../offline/decimal.js";

const REASONS = {
  reject: ["capacity", "material", "cost", "other_customer", "frozen_zone", "quality", "other"],
  send_back: ["needs_more_detail", "frozen_zone", "cost", "other_customer", "quality", "other"],
  amend: ["capacity", "material", "cost", "other_customer", "quality", "other"],
};

/** Opens the sheet; fulfilled with {reason, note, amendments}, or null when it is closed. */
export function askReason({ decision, letter, adjustments = [] }) {
  return new Promise((resolve) => {
    const title = text(`decision-why-${decision.replace("_", "-")}`, { letter });
    const dialog = make("dialog.ask.reason-sheet", { "aria-label": title });
    let answer = null;
    const fields = adjustments.map((adjustment, index) => adjustmentField(adjustment, index));
    const note = make("textarea.field", { rows: "2", maxlength: "500" });
    const wrong = make("p.wrong", { role: "alert", hidden: true });
    const choose = (reason) => () => {
      const amendments = fields.map((field) => field.value()).filter(Boolean);
      const isBad = fields.some((field) => !field.isGood());
      if (decision === "amend" && (isBad || amendments.length === 0)) {
        wrong.textContent = text(isBad ? "decision-amend-bad" : "decision-amend-nothing");
        wrong.hidden = false;
        return;
      }
      answer = { reason, note: note.value.trim(), amendments };
      dialog.close();
    };
    dialog.append(
      make("h2.t-xl", {}, title),
      fields.length > 0 && make("div.amendments", {}, fields.map((field) => field.element)),
      make("label.stack", {}, make("span.label", {}, text("decision-note")), note),
      wrong,
      make("p.b", {}, text("decision-reason-saves")),
      make(
        "div.reason-grid",
        {},
        REASONS[decision].map((code) =>
          make("button.btn", { type: "button", onclick: choose(code) }, text(`decision-reason-${code.replaceAll("_", "-")}`)),
        ),
      ),
      make("button.btn.plain.wide.dim", { type: "button", onclick: () => dialog.close() }, text("shell-close")),
    );
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Quantity and day of one thing that the way out would do; empty stays as it is. */
function adjustmentField(adjustment, index) {
  const quantity = make("input.field", { inputmode: "decimal", value: plain(adjustment.quantity), "aria-label": text("decision-quantity") });
  const on = adjustment.on && make("input.field", { type: "date", value: adjustment.on, "aria-label": text("decision-day") });
  const typed = () => quantity.value.replace(/[\s\u00a0]/g, "").replace(",", ".");
  const words = [
    text(`decision-adjust-${adjustment.kind.replaceAll("_", "-")}`),
    adjustment.work_center_name,
    amount(adjustment.quantity, adjustment.unit),
    adjustment.on && day(adjustment.on),
  ];
  return {
    element: make(
      "fieldset.amendment",
      {},
      make("legend.t-s.dim", {}, words.filter(Boolean).join(", ")),
      make("span.m", {}, adjustment.item_name),
      make("div.flex", {}, quantity, on),
    ),
    isGood: () => isDecimal(typed()) && sign(typed()) >= 0,
    value() {
      if (!this.isGood()) return null;
      const isSameQuantity = plain(typed()) === plain(adjustment.quantity);
      const isSameDay = !on || on.value === adjustment.on;
      if (isSameQuantity && isSameDay) return null;
      return {
        adjustment: index,
        quantity: isSameQuantity ? null : plain(typed()),
        on: isSameDay ? null : on.value,
      };
    },
  };
}
