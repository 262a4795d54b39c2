// Brings a server-drawn page to life: mounts ReactPy's client beside the first paint, takes over
// when the live page is complete, and connects again after every loss. Tells the shell by
// `lockstep:page-live`; tries at once on `lockstep:page-remount`.

import "./long-text.js";
import "./once.js";
import "./picker.js";
import { pressesOn } from "./pressed.js";
import { typedIn } from "./typed.js";

const PREFIX = "/reactpy/";
const FIRST_PAUSE = 750;
const LONGEST_PAUSE = 30_000;
const COMPLETE_WITHIN = 4000;
const SIGNED_OUT = 4401;

const page = document.getElementById("page");
let socket = null;
let heard = null; // the part of the page whose socket stands
let isConnecting = false;
let pause = FIRST_PAUSE;
let timer = null;

/** ReactPy's client keeps its socket to itself; this one reports what becomes of it. */
class WatchedSocket extends WebSocket {
  constructor(url, protocols) {
    super(url, protocols);
    if (!new URL(url).pathname.startsWith(PREFIX)) return;
    socket = this;
    isConnecting = false;
    this.addEventListener("close", ({ code }) => socket === this && lost(code));
  }
}
globalThis.WebSocket = WatchedSocket;

function tell(isLive) {
  document.dispatchEvent(new CustomEvent("lockstep:page-live", { detail: { isLive } }));
}

function lost(code) {
  socket = null;
  heard = null;
  tell(false);
  if (code === SIGNED_OUT) {
    location.reload();
    return;
  }
  clearTimeout(timer);
  timer = setTimeout(connect, pause * (0.5 + Math.random()));
  pause = Math.min(LONGEST_PAUSE, pause * 2);
}

// A button that is being held must not be taken from under the finger, nor a field from a word that is being composed.
let isHeld = false;
const released = [];
for (const begin of ["pointerdown", "compositionstart"]) {
  addEventListener(begin, () => (isHeld = true), { capture: true });
}
for (const end of ["pointerup", "pointercancel", "compositionend"]) {
  addEventListener(
    end,
    () => {
      isHeld = false;
      for (const each of released.splice(0)) setTimeout(each);
    },
    { capture: true },
  );
}

const shown = () => page.querySelector(":scope > [data-shown]") ?? page.firstElementChild;

async function connect() {
  clearTimeout(timer);
  if (socket || isConnecting) return;
  isConnecting = true;
  const library = await import(`${PREFIX}static/index.js`).catch(() => null);
  if (!library) {
    isConnecting = false;
    lost();
    return;
  }
  for (const stale of page.querySelectorAll(":scope > .coming")) stale.remove();
  const live = document.createElement("div");
  live.className = "coming";
  live.hidden = true;
  page.append(live);
  const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);
  library.mountReactPy({
    mountElement: live,
    pathPrefix: PREFIX,
    componentPath: `${page.dataset.page}/?time_zone=${zone}`,
    reconnectMaxRetries: -1, // a lost page is mounted afresh, from here
  });
  takeOverWhenComplete(live);
}

function takeOverWhenComplete(live) {
  let late = null;
  const watch = new MutationObserver(() => {
    if (!live.firstElementChild) return;
    late ??= setTimeout(done, COMPLETE_WITHIN);
    if (live.querySelector("[data-ready]")) done();
  });
  const done = () => {
    watch.disconnect();
    clearTimeout(late);
    if (isHeld) {
      released.push(done);
      return;
    }
    if (live.isConnected && live.classList.contains("coming")) takeOver(live);
  };
  watch.observe(live, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-ready"] });
}

/** Presses on the first paint, or on a page without its connection, wait for the page that hears them. */
const pressAgain = page && pressesOn(page, (root) => root === heard);

function takeOver(live) {
  const before = shown();
  const focus = pathTo(before, document.activeElement);
  const unfolded = [...before.querySelectorAll("details")].map((details) => details.open);
  const typeAgain = typedIn(before);
  const [left, top] = [scrollX, scrollY];
  live.querySelectorAll("details").forEach((details, at) => {
    details.open = unfolded[at] ?? details.open;
  });
  live.classList.remove("coming");
  live.id = "live";
  live.dataset.shown = "";
  live.hidden = false;
  heard = socket && live;
  before.remove();
  typeAgain(live);
  pressAgain(live);
  scrollTo(left, top);
  if (focus) follow(live, focus)?.focus({ preventScroll: true });
  pause = FIRST_PAUSE;
  tell(true);
}

/** Where an element stands below a root, as child numbers; null when it does not. */
function pathTo(root, element) {
  if (!element || element === root || !root.contains(element)) return null;
  const path = [];
  for (let at = element; at !== root; at = at.parentElement) {
    path.unshift([...at.parentElement.children].indexOf(at));
  }
  return path;
}

const follow = (root, path) => path.reduce((at, child) => at?.children[child], root);

/** Looks and language are the document's; the settings page says here what was chosen. */
function followChoices() {
  const chosen = page.querySelector(":scope > [data-shown] [data-language]");
  if (!chosen) return;
  const { language, theme } = chosen.dataset;
  if (!document.documentElement.lang.startsWith(language)) {
    location.reload();
    return;
  }
  if (theme === "device") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

if (page?.dataset.page) {
  document.addEventListener("lockstep:page-remount", connect);
  addEventListener("online", connect);
  addEventListener("pageshow", connect);
  document.addEventListener("visibilitychange", () => document.hidden || connect());
  new MutationObserver(followChoices).observe(page, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-language", "data-theme"],
  });
  if (page.querySelector("form[data-upload]")) import("./upload.js");
  connect();
}
