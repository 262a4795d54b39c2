// Signing out: asks first when something is unsent, then leaves nothing that others could read here.

import { make } from "../dom.js";
import { text } from "../language.js";
import * as engine from "../offline/client.js";
import { forgetSubscription } from "../push-subscription.js";
import { forgetCopy } from "./copy-mark.js";
import { exportUnsent } from "./export.js";
import { lockAway } from "./kept-box.js";
import { askSession, markLeft, rememberedPerson, rememberPerson, signOut } from "./session.js";

export async function leave() {
  const counts = await engine.ask("counts");
  const unsent = counts.unsent + counts.needs + counts.drafts;
  if (unsent + counts.photos > 0 && !(await asked(Math.max(unsent, 1)))) return;
  const session = await askSession();
  markLeft();
  if (session.kind === "signed_in") {
    await forgetSubscription(session.csrf_token);
    await signOut(session.csrf_token);
  }
  const person = rememberedPerson();
  await engine.erase();
  if (person) forgetCopy(person.id);
  rememberPerson(null);
  navigator.clearAppBadge?.();
  location.assign("/sign-in");
}

/** True once whatever the person wants kept is kept. */
function asked(count) {
  return new Promise((resolve) => {
    const dialog = make("dialog.ask", { "aria-labelledby": "ask-title" });
    const fault = make("p.wrong", { role: "alert", hidden: true });
    const answer = (value) => () => {
      resolve(value);
      dialog.close();
      dialog.remove();
    };
    const tell = (key) => {
      fault.textContent = text(key);
      fault.hidden = false;
    };
    dialog.addEventListener("cancel", answer(false));
    const keepLocked = async () => {
      try {
        if (await lockAway(await engine.unsentWork())) answer(true)();
        else tell("shell-keep-no-key");
      } catch (error) {
        tell(error.name === "QuotaExceededError" ? "shell-keep-full" : "shell-keep-no-key");
      }
    };
    const exportFirst = async () => {
      await exportUnsent();
      answer(true)();
    };
    const button = (key, words, onclick, classes = "") => make(`button.btn.wide${classes}`, { type: "button", "data-key": key, onclick }, words);
    dialog.append(
      make("h2.t-xl", { id: "ask-title" }, text("shell-sign-out-unsent", { count })),
      make("p.dim", {}, text("shell-sign-out-unsent-more")),
      fault,
      make(
        "div.stack",
        {},
        button("stay", text("shell-stay"), answer(false), ".main"),
        button("keep-locked", text("shell-keep-and-sign-out"), keepLocked),
        button("export-first", text("shell-export-and-sign-out"), exportFirst),
        button("lose", text("shell-sign-out-lose", { count }), answer(true), ".danger"),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
