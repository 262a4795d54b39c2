// What is looked at once a person is known: whether the system cleared this device's storage, what was
// locked away at the last sign-out, and that the storage be kept from now on.

import { text } from "../language.js";
import * as engine from "../offline/client.js";
import { unlock } from "./kept-box.js";
import { notice } from "./notice.js";
import { copyOf, forgetCopy } from "./copy-mark.js";

export { markCopy } from "./copy-mark.js";

/** The engine found no copy of this person: was there one? */
export function tellOfClearing(person) {
  const before = copyOf(person.id);
  if (!before) return;
  forgetCopy(person.id);
  const words = [text("shell-cleared")];
  if (before.unsent > 0) words.push(text("shell-cleared-unsent", { count: before.unsent }));
  notice(words.join(" "), { tone: "late", iconName: "risk", key: "cleared" });
}

/** For somebody who is signed in: the server gives the key. */
export async function bringKeptWorkBack(person) {
  navigator.storage?.persist?.();
  try {
    const count = await unlock(person.id, (work) => engine.bringBack(work));
    if (count) notice(text("shell-kept-back", { count }), { iconName: "outbox", key: "kept-back" });
  } catch (error) {
    // The box stays; a full disk is told where it hinders, a wrong key where help is asked for.
    if (error.name === "QuotaExceededError") notice(text("shell-kept-full"), { tone: "late", iconName: "risk", key: "kept-full" });
  }
}
