// Sends the import form: the page is drawn by the server, the file and the token go from here.

import { askSession } from "./shell/session.js";
import { hasText, text } from "./language.js";
import { saidFacts } from "./fact-words.js";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-upload]");
  if (!form) return;
  event.preventDefault();
  const says = form.querySelector("[data-upload-says]");
  const button = form.querySelector("button[type=submit]");
  const body = new FormData(form);
  says.textContent = text("page-import-sending");
  button.disabled = true;
  try {
    says.textContent = await sent(form.action, body);
    form.reset();
  } catch (problem) {
    says.textContent = problem.message;
  } finally {
    button.disabled = false;
  }
});

async function sent(address, body) {
  const session = await askSession();
  if (session.kind !== "signed_in") throw new Error(text("error-signed-out"));
  const response = await fetch(address, {
    method: "POST",
    body,
    headers: { Accept: "application/json", "X-CSRF-Token": session.csrf_token },
    credentials: "same-origin",
  }).catch(() => null);
  if (!response) throw new Error(text("page-import-no-answer"));
  if (response.ok) return text("page-import-taken");
  const problem = await response.json().catch(() => ({}));
  const key = `error-${String(problem.code ?? "unexpected").replaceAll("_", "-")}`;
  throw new Error(hasText(key) ? text(key, saidFacts(problem.facts)) : text("error-unexpected"));
}
