// <attach-file>: sends a file to a thing, named by its SHA-256, so that sending it twice changes nothing.

import { make, show } from "../dom.js";
import { saidFacts } from "../fact-words.js";
import { hasText, text } from "../language.js";
import { shrunk } from "../log/picture.js";
import { askSession } from "../shell/session.js";

const LARGEST = 4 * 1024 * 1024;
const TAKES = "image/*,application/pdf,text/plain,text/csv,.csv,.txt";

/** A file as it is sent: pictures drawn anew, so that nothing of the camera goes along. */
async function made(file) {
  if (file.type.startsWith("image/")) {
    const { hash, bytes } = await shrunk(file);
    return { hash, bytes };
  }
  if (file.size > LARGEST) throw new Error(text("thread-file-too-large"));
  const bytes = await file.arrayBuffer();
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { hash, bytes };
}

class AttachFile extends HTMLElement {
  #says = "";
  #isBusy = false;

  connectedCallback() {
    this.#draw();
  }

  async #send(file) {
    if (!file) return;
    this.#isBusy = true;
    this.#says = text("thread-file-sending");
    this.#draw();
    try {
      const session = await askSession();
      if (session.kind !== "signed_in") throw new Error(text("error-signed-out"));
      const { hash, bytes } = await made(file).catch((problem) => {
        throw problem instanceof TypeError ? new Error(text("error-file-refused")) : problem;
      });
      const answer = await fetch(`${this.dataset.to}/${hash}?name=${encodeURIComponent(encodeURIComponent(file.name))}`, {
        method: "PUT",
        body: bytes,
        headers: { Accept: "application/json", "Content-Type": "application/octet-stream", "X-CSRF-Token": session.csrf_token },
        credentials: "same-origin",
      }).catch(() => null);
      if (!answer) throw new Error(text("page-import-no-answer"));
      if (!answer.ok) {
        const problem = await answer.json().catch(() => ({}));
        const key = `error-${String(problem.code ?? "unexpected").replaceAll("_", "-")}`;
        throw new Error(hasText(key) ? text(key, saidFacts(problem.facts)) : text("error-unexpected"));
      }
      this.#says = text("thread-file-kept");
    } catch (problem) {
      this.#says = problem.message;
    }
    this.#isBusy = false;
    this.#draw();
  }

  #draw() {
    show(
      this,
      make(
        "label.stack.tight",
        {},
        make("span.label", {}, text("thread-file")),
        make("input.file", {
          type: "file",
          accept: TAKES,
          "data-key": "file",
          disabled: this.#isBusy,
          onchange: (event) => this.#send(event.target.files[0]),
        }),
      ),
      make("p.t-s.dim", { role: "status" }, this.#says),
    );
  }
}

customElements.define("attach-file", AttachFile);
