// The server's answers about moving a plan line; a refusal is its sentence under `problem`.

import { saidFacts } from "../fact-words.js";
import { hasText, text } from "../language.js";
import { askSession } from "../shell/session.js";

export const askPreview = (line, on, center) =>
  asked(`/api/v1/plan-lines/${line}/move?on=${on}${center ? `&work_center_id=${center}` : ""}`);
export const sendMove = (line, body) => sent(`/api/v1/plan-lines/${line}/move`, body);
export const sendUndo = (revision) => sent(`/api/v1/plan-revisions/${revision}/undo`, {});

async function sent(address, body) {
  const session = await askSession();
  if (session.kind === "signed_out") return { problem: text("error-signed-out") };
  if (session.kind !== "signed_in") return { problem: text("plan-move-no-network") };
  return asked(address, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": session.csrf_token },
  });
}

async function asked(address, options = { headers: { Accept: "application/json" } }) {
  const response = await fetch(address, { credentials: "same-origin", cache: "no-store", ...options }).catch(() => null);
  if (!response) return { problem: text("plan-move-no-network") };
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  const key = `error-${String(body.code ?? "unexpected").replaceAll("_", "-")}`;
  return { problem: hasText(key) ? text(key, saidFacts(body.facts)) : text("error-unexpected") };
}
