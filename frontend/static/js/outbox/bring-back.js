// Takes a file of unsent work in again, on this phone or on another one of the same person.

import { text } from "../language.js";
import * as engine from "../offline/client.js";
import { notice } from "../shell/notice.js";

const LARGEST = 50 * 1024 * 1024;

export async function bringBack(file) {
  try {
    if (file.size > LARGEST) throw new TypeError("too large");
    const count = await engine.bringBack(JSON.parse(await file.text()));
    notice(text("outbox-brought-back", { count }), { iconName: "outbox", key: "brought-back" });
  } catch (error) {
    const key = { ForeignWorkError: "outbox-foreign-file", QuotaExceededError: "shell-kept-full" }[error.name] ?? "outbox-unreadable-file";
    notice(text(key), { tone: "late", iconName: "refused", key: "brought-back" });
  }
}
