// The shell: who is here, in which language and light, what is connected, which screen stands.

import { announce, focusHead, make, toTop } from "./dom.js";
import { chosenLanguage, loadLanguage, text } from "./language.js";
import * as engine from "./offline/client.js";
import { drawRail, firstScreen } from "./shell/rail.js";
import { defineIslandsIn, islandFor, MODULES } from "./shell/routes.js";
import { askSession, rememberedPerson, rememberPerson } from "./shell/session.js";
import { drawStrip } from "./shell/strip.js";
import { followFiles, registerServiceWorker } from "./shell/update.js";

const state = {
  person: null,
  connection: null,
  counts: { unsent: 0, needs: 0, decisions: 0, as_of: null },
  pageSince: null,
};

/** What is looked at once a person is known; its module is fetched then. */
let arrival = null;
const arrived = () => (arrival ??= import("./shell/arrival.js"));
let hasNoStorage = false;

function part(selector, made) {
  const found = document.querySelector(selector);
  if (found) return found;
  const desk = document.querySelector(".desk") ?? document.body;
  desk.append(made);
  return made;
}

const strip = () => part(".strip", make("header.strip", { id: "strip", role: "status" }));
const page = () => part("#page", make("main.main", { id: "page" }));
const rail = () => part(".rail", make("nav.rail", { id: "rail" }));

let drawnPlaces = "";
let isDrawn = true;

/** Once before the next picture, however much has changed. */
function draw() {
  if (!isDrawn) return;
  isDrawn = false;
  requestAnimationFrame(drawNow);
}

function drawNow() {
  isDrawn = true;
  const isSignIn = location.pathname === "/sign-in";
  document.body.classList.toggle("bare", isSignIn);
  strip().hidden = isSignIn;
  rail().hidden = isSignIn || document.body.dataset.focus === "task";
  if (isSignIn) return;
  drawStrip(strip(), {
    connection: state.connection,
    counts: state.counts,
    pageSince: state.pageSince,
    isOnline: navigator.onLine,
    now: Date.now(),
  });
  // A place that is drawn anew under a finger is not there to be tapped.
  const places = JSON.stringify([state.person, location.pathname, state.counts, document.documentElement.lang]);
  if (places === drawnPlaces && rail().firstChild) return;
  drawnPlaces = places;
  drawRail(rail(), {
    person: state.person,
    path: location.pathname,
    counts: state.counts,
    async openMore(event) {
      event.preventDefault();
      const { moreSheet } = await import("./shell/more-sheet.js");
      moreSheet({ person: state.person, onSignOut: leave });
    },
  });
}

async function leave() {
  const module = await import("./shell/sign-out.js");
  await module.leave();
}

/** Light as the person chose it, otherwise as the device has it. */
function applyTheme(person) {
  const theme = person?.theme;
  if (!theme) return; // a page of the server carries the theme already
  if (theme === "device") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  // The floor's tablet is worked with gloves: larger targets, and the rail instead of the list.
  if (person?.roles?.includes("supervisor")) document.documentElement.dataset.device = "floor";
  else delete document.documentElement.dataset.device;
}

/** Go to a path: within the shell without loading, else as a page of the server. */
export function navigate(path, { replace = false } = {}) {
  const url = new URL(path, location.origin);
  if (url.origin !== location.origin) return;
  if (!islandFor(url.pathname) || !islandFor(location.pathname)) {
    if (replace) location.replace(url);
    else location.assign(url);
    return;
  }
  history[replace ? "replaceState" : "pushState"]({}, "", url);
  showScreen();
}

async function showScreen() {
  const island = islandFor(location.pathname);
  document.body.dataset.focus = "";
  if (!island) {
    draw();
    return;
  }
  await MODULES[island.tag]();
  if (hasNoStorage) return;
  document.title = `${text(island.title)} · Lockstep`;
  const element = page().firstElementChild;
  if (element?.localName === island.tag) element.route?.();
  else {
    page().replaceChildren(make(island.tag));
    sayNotAllHere();
    toTop();
    focusHead(page());
    announce(text(island.title));
  }
  draw();
}

function followLinks(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.hasAttribute("download")) return;
  const url = new URL(link.href, location.origin);
  if (url.origin !== location.origin || !islandFor(url.pathname) || !islandFor(location.pathname)) return;
  event.preventDefault();
  navigate(url.pathname + url.search);
}

async function recount() {
  state.counts = { ...state.counts, ...(await engine.ask("counts")) };
  arrived().then(({ markCopy }) => markCopy(state.person.id, state.counts.unsent));
  navigator.setAppBadge?.(state.counts.unsent + state.counts.needs);
  draw();
}

function followEngine() {
  let isDue = false;
  engine.observe("*", (value, topic) => {
    // Another tab signed out or was updated: what it does next is done before this one looks again.
    if (topic === "closed") setTimeout(() => location.reload(), 1000);
    if (topic === "connection") {
      state.connection = value;
      if (value.state === "live") state.counts.as_of = value.last_good_at;
      draw();
      return;
    }
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      recount();
    }, 50);
  });
  const wake = (reason) => () => engine.trigger(reason);
  addEventListener("online", wake("online"));
  addEventListener("offline", wake("offline"));
  addEventListener("pageshow", wake("pageshow"));
  document.addEventListener("visibilitychange", () => document.hidden || engine.trigger("visible"));
}

/** A page that the server drew: its islands, its connection, and its view for later. */
async function adoptPage() {
  const main = page();
  if (islandFor(location.pathname)) return;
  defineIslandsIn(main);
  const { keepView, showLastView, watchPage } = await import("./shell/page-watch.js");
  if (main.dataset.page && main.childElementCount) {
    watchPage(main, {
      changed(since) {
        state.pageSince = since;
        draw();
      },
      settled: () => keepView(main),
    });
    return;
  }
  if (main.querySelector("#first-paint")) return; // what the server refused stands as it said so
  showLastView(main, { retry: () => location.reload() });
}

/** What is said on an empty page while the engine's modules do not come. */
let notAllHere = null;

function sayNotAllHere() {
  if (notAllHere && !page().textContent.trim()) page().append(notAllHere);
}

/** Open the person's copy; a server that is lost just now takes nothing from a page that stands. */
async function openEngine(person, texts) {
  for (;;) {
    try {
      const { is_new: isNew } = await engine.open({ host: location.host, person_id: person.id, csrf_token: null });
      notAllHere = notAllHere?.remove() ?? null;
      return isNew;
    } catch (error) {
      await texts;
      if (error.name !== "NotStarted") {
        hasNoStorage = true;
        page().replaceChildren(make("p.nothing", { role: "alert" }, text("shell-no-storage")));
        return new Promise(() => undefined);
      }
      notAllHere ??= make("p.nothing", { role: "status" }, text("shell-not-all-here"));
      sayNotAllHere();
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}

async function boot() {
  followFiles();
  let person = rememberedPerson();
  applyTheme(person);
  const first = person && firstScreen(person);
  // The installed app begins here; a first screen that works without a network needs no second way to it.
  if (location.pathname === "/" && islandFor(first ?? "")) history.replaceState({}, "", first);
  const isSignIn = location.pathname === "/sign-in";
  const texts = loadLanguage(chosenLanguage(person));
  let opening = null;
  if (person && isSignIn) engine.begin();
  else if (person && location.pathname !== "/") {
    // The engine finds what the first screen shows while texts and modules are still on their way.
    opening = openEngine(person, texts);
    MODULES[islandFor(location.pathname)?.tag]?.();
  }
  await texts;
  if (isSignIn) {
    draw();
    const { showSignIn } = await import("./sign-in.js");
    showSignIn(page(), { person, firstScreen });
    registerServiceWorker({ navigate });
    return;
  }

  const asking = askSession();
  if (!person) {
    const session = await asking;
    if (session.kind !== "signed_in") {
      location.replace(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
      return;
    }
    person = await adoptPerson(session.person, null);
  }
  state.person = person;
  if (location.pathname === "/") {
    location.replace(firstScreen(person));
    return;
  }
  followEngine();
  opening ??= openEngine(person, texts);
  opening.then((isNew) => isNew && arrived().then(({ tellOfClearing }) => tellOfClearing(person)));
  document.addEventListener("click", followLinks);
  addEventListener("popstate", showScreen);
  document.addEventListener("lockstep:navigate", ({ detail }) => navigate(detail.path, detail));
  document.addEventListener("lockstep:sign-out", leave);
  document.addEventListener("lockstep:frame", draw);
  adoptPage();
  await showScreen();
  await opening;
  state.connection ??= await engine.connection();
  await recount();
  registerServiceWorker({ navigate });

  const session = await asking;
  if (session.kind === "signed_in") {
    const isOther = session.person.id !== person.id;
    state.person = await adoptPerson(session.person, person);
    if (isOther) {
      location.reload();
      return;
    }
    engine.renewToken(session.csrf_token);
    draw();
    arrived().then(({ bringKeptWorkBack }) => bringKeptWorkBack(person));
    const { renewSubscription } = await import("./push-subscription.js");
    renewSubscription(session.csrf_token).catch(() => undefined);
  }
}

async function adoptPerson(person, before) {
  rememberPerson(before?.id === person.id ? { ...before, ...person } : person);
  applyTheme(person);
  if (before?.language === person.language) return person;
  await loadLanguage(chosenLanguage(person));
  if (before && islandFor(location.pathname)) {
    page().replaceChildren();
    await showScreen();
  } else if (before) location.reload();
  return person;
}

boot();
