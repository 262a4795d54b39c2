// Everything unsent as a file, for when all else fails.

import { make } from "../dom.js";
import * as engine from "../offline/client.js";

export async function exportUnsent() {
  const content = await engine.unsentWork();
  const blob = new Blob([JSON.stringify(content, null, 2)], { type: "application/json" });
  const address = URL.createObjectURL(blob);
  const stamp = new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-");
  make("a", { href: address, download: `lockstep-unsent-${stamp}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
