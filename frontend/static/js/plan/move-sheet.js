// To which day, and which work centre, a line goes, for fingers and keys: every work centre that can make
// it, the days of the board on which that one is open, and what the move would do.

import { make } from "../dom.js";
import { day } from "../format.js";
import { text } from "../language.js";

/**
 * Fulfilled with {on, center, reason}, or null when it is closed. `on` and `center` are chosen before;
 * without a centre (null) the line is made where it is (`here`). `centers` are the others: [{id, name}].
 */
export function chooseDay({ name, from, on, here, center, centers, look, effect }) {
  return new Promise((resolve) => {
    let answer = null;
    let chosen = on ?? from;
    let where = center ?? null;
    let asked = 0;
    const title = text("plan-move-to", { name });
    const dialog = make("dialog.ask.move-sheet", { "aria-label": title });
    const shown = make("div", { role: "status" });
    const reason = make("textarea.field", { rows: "2", maxlength: "500", oninput: () => settle() });
    const why = make("label.stack", { hidden: true }, make("span.label", {}, text("plan-move-reason")), reason);
    let preview = null;
    const move = make("button.btn.main.wide", {
      type: "button",
      disabled: true,
      onclick: () => {
        answer = { on: chosen, center: where, reason: reason.value.trim() };
        dialog.close();
      },
    }, text("plan-move-do"));

    function settle() {
      why.hidden = !preview?.needs_reason;
      move.disabled = !preview || Boolean(preview.problem || preview.refusal) || (preview.needs_reason && !reason.value.trim());
    }

    async function choose() {
      const own = (asked += 1);
      preview = null;
      const open = openDays(where ?? here);
      if (chosen !== from && !open.includes(chosen)) chosen = open.find((each) => each >= chosen) ?? open.at(-1) ?? from;
      for (const each of days) each.hidden = each.dataset.on !== from && !open.includes(each.dataset.on);
      for (const each of days) each.setAttribute("aria-pressed", String(each.dataset.on === chosen));
      for (const each of places) each.setAttribute("aria-pressed", String(each.dataset.center === (where ?? "")));
      settle();
      if (chosen === from && !where) {
        shown.replaceChildren();
        return;
      }
      shown.replaceChildren(make("p.dim", {}, text("plan-move-looking")));
      const found = await look(chosen, where);
      if (own !== asked) return;
      preview = found;
      shown.replaceChildren(found.problem ? make("p.wrong", { role: "alert" }, found.problem) : effect(found));
      settle();
    }

    const listed = [...new Set([...document.querySelectorAll(".plan-board td[data-on]:not(.past)")].map((cell) => cell.dataset.on))];
    const pick = (change) => () => {
      change();
      choose();
    };
    const days = listed.map((each) =>
      make("button.btn", { type: "button", "aria-pressed": "false", "data-on": each, onclick: pick(() => (chosen = each)) }, day(each)),
    );
    const places = (centers.length ? [{ id: "", name: text("plan-move-here") }, ...centers] : []).map((each) =>
      make("button.btn", { type: "button", "aria-pressed": "false", "data-center": each.id, onclick: pick(() => (where = each.id || null)) }, each.name),
    );
    dialog.append(...[
      make("h2.t-xl.two-lines", {}, title),
      make("div.move-days", {}, days),
      places.length > 0 && make("h3.b", {}, text("plan-move-center")),
      places.length > 0 && make("div.move-days", { role: "group", "aria-label": text("plan-move-center") }, places),
      shown,
      why,
      move,
      make("button.btn.plain.wide.dim", { type: "button", onclick: () => dialog.close() }, text("shell-close")),
    ].filter(Boolean));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    choose();
  });
}

/** The days of the board, from today on, on which a work centre has hours and its site is open. */
function openDays(center) {
  const cells = [...document.querySelectorAll(".plan-board td[data-on]:not(.past)")];
  return cells.filter((cell) => cell.dataset.center === center && cell.dataset.open === "yes").map((cell) => cell.dataset.on);
}
