// The service worker: registered once, and replaced only when nobody is in the middle of something.

import * as engine from "../offline/client.js";
import { register } from "./worker.js";

const CHECK_EVERY = 30 * 60_000;
const REST = 3000;
const TRY_AGAIN = 5000;
const { serviceWorker } = navigator;

/** Whether taking over a new version would interrupt anything. */
async function isIdle() {
  if (document.querySelector("[data-busy]")) return false;
  // A server that takes nothing more from this version leaves no other way to empty the outbox.
  if ((await engine.connection())?.state === "too_old") return true;
  const counts = await engine.ask("counts");
  return counts.unsent === 0 && counts.drafts === 0;
}

/**
 * Load once more when the files were replaced under this page, be it while it was still on its way. Called
 * before anything is fetched: what is being fetched just then may never come.
 */
export async function followFiles() {
  if (!serviceWorker) return;
  let hadController = Boolean(serviceWorker.controller);
  serviceWorker.addEventListener("controllerchange", () => {
    // The first worker only takes over; a later one brings new files for a page that is idle.
    if (hadController) location.reload();
    hadController = true;
  });
  const since = await (await caches.match("/since", { cacheName: "lockstep-pointers" }))?.text();
  const came = performance.timeOrigin + performance.getEntriesByType("navigation")[0].responseStart;
  if (since > came && sessionStorage.since !== since) {
    sessionStorage.since = since;
    location.reload();
  }
}

export async function registerServiceWorker({ navigate }) {
  if (!serviceWorker) return;
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.kind === "open") navigate(data.path);
    if (data?.kind === "drain") engine.trigger("background_sync");
  });
  let registration = null;
  let timer;
  /** Once this page has come to rest, and then again: a browser lets it lie when the older worker is asked for a file just then. */
  const offer = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (!registration?.waiting || !serviceWorker.controller || !(await isIdle())) return;
      registration.waiting?.postMessage({ kind: "take_over" });
      offer();
    }, REST);
  };
  const follow = () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      // A file that did not come ends the whole installation; without any worker nothing starts offline.
      if (installing.state === "redundant" && !registration.active) setTimeout(check, TRY_AGAIN);
      else offer();
    });
  };
  const check = async () => {
    try {
      registration = await register();
    } catch {
      // Without a network the worker that is there goes on.
      registration = (await serviceWorker.getRegistration()) ?? null;
    }
    if (!registration) return;
    registration.onupdatefound = follow;
    follow();
    // A page that was on its way while the first worker took over has none; that worker is told of it.
    if (!serviceWorker.controller) registration.active?.postMessage({ kind: "claim" });
    offer();
  };
  await check();
  setInterval(check, CHECK_EVERY);
  document.addEventListener("visibilitychange", () => document.hidden && offer());
  engine.observe("ops", () => registerSync(registration));
  let isTooOld = false;
  engine.observe("connection", ({ state }) => {
    if (state === "too_old" && !isTooOld) check();
    isTooOld = state === "too_old";
  });
}

/**
 * Background Sync, where there is one, only wakes the engine a little sooner when a network comes. With
 * one it would wake it at once, also after every failed push, and so without any pause between them.
 */
async function registerSync(registration) {
  if (!registration?.sync || navigator.onLine) return;
  const counts = await engine.ask("counts");
  if (counts.unsent > 0) registration.sync.register("lockstep-drain").catch(() => undefined);
}
