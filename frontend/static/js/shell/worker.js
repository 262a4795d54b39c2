// The one service worker of this address, for the app and for screens on walls.

import { scriptUrl } from "../dom.js";

const LIST = "/static/assets.json";
const SHELL = "/sign-in";

/** The worker's address names the files and the shell that it keeps, so that new ones bring a new worker. */
async function workerAddress() {
  const asked = await Promise.all([
    fetch(LIST, { cache: "no-cache", redirect: "error" }),
    fetch(SHELL, { cache: "no-store", credentials: "omit", redirect: "error" }),
  ]);
  if (asked.some((response) => !response.ok)) throw new Error("the list of files did not come");
  const texts = await Promise.all(asked.map((response) => response.text()));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(texts.join("\n")));
  const start = Array.from(new Uint8Array(digest).slice(0, 8), (byte) => byte.toString(16).padStart(2, "0"));
  return `/sw.js?v=${start.join("")}`;
}

/** Registers the worker of the files that there are at present; throws where there is no network. */
export async function register() {
  const address = scriptUrl(await workerAddress());
  return navigator.serviceWorker.register(address, { scope: "/", updateViaCache: "none" });
}
