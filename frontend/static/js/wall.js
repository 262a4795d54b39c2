// A screen on a wall that is signed in by itself: the urgent orders of one site, and nothing to press. The link's
// code leaves the address at once; what the screen is known by, and what it showed last, stay in this browser until
// somebody ends it. It starts without a network as well: the service worker keeps its files.

import { icon, make, show, status } from "./dom.js";
import { moment as since, number } from "./format.js";
import { LANGUAGES, language, loadLanguage, text, unitName } from "./language.js";
import { register } from "./shell/worker.js";
import "./islands/count-down.js";

const AGAIN = 10_000;
const NEW_FILES = 30 * 60_000;
const KEPT = "lockstep-wall";
const VIEW = "lockstep-wall-view";
const LOCALES = { en: "en-GB", zh: "zh-CN", ru: "ru" };
// As many lines as can be read from three metres off; an order has three beside its stages.
const LINES = 16;
const page = document.getElementById("page");
const code = location.hash.slice(1);
history.replaceState(null, "", location.pathname + location.search);

let { view, answeredAt } = lastView();
// Until the first answer what is shown is a view of before: nothing is counted that nobody can vouch for.
let isKept = true;
let isSilent = false;
let isEnded = false;

function lastView() {
  try {
    const { view, answeredAt } = JSON.parse(localStorage.getItem(VIEW));
    return { view, answeredAt };
  } catch {
    return { view: null, answeredAt: null };
  }
}

function keep(found) {
  view = found;
  answeredAt = Date.now();
  isKept = false;
  isSilent = false;
  isEnded = !found;
  if (isEnded) {
    localStorage.removeItem(KEPT);
    localStorage.removeItem(VIEW);
  } else localStorage.setItem(VIEW, JSON.stringify({ view, answeredAt }));
}

async function post(path, body) {
  const response = await fetch(`/api/v1/wall/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": language() },
    body: JSON.stringify(body),
    credentials: "omit",
    referrerPolicy: "no-referrer",
  });
  const found = await response.json();
  // A 404 of something in between is no word of ours.
  if (found.code === "wall_not_signed_in") return null;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return found;
}

/** A code that is used up or unknown leaves a screen as it is that was signed in before. */
async function signIn() {
  try {
    const found = await post("sign-in", { code });
    if (found) {
      localStorage.setItem(KEPT, found.token);
      localStorage.removeItem(VIEW);
      view = null;
    }
  } catch {
    isSilent = true;
    draw();
    await new Promise((again) => setTimeout(again, AGAIN));
    await signIn();
  }
}

async function look() {
  const token = localStorage.getItem(KEPT);
  try {
    keep(token && (await post("orders", { token })));
  } catch {
    // Without an answer what was there last stays, and the band says since when.
    isSilent = true;
  }
  draw();
  if (!isEnded) setTimeout(look, AGAIN);
}

const amount = (order) => `${number(order.quantity)} ${unitName(order.unit, order.quantity)} ${order.item_name}`;

function moment(instant) {
  const at = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(LOCALES[language()], { ...at, timeZone: view.time_zone }).format(new Date(instant));
}

function countDown(due) {
  if (isKept) return make("span.urgent-due", {}, moment(due));
  return make("count-down", { role: "timer", "data-now": view.as_of, "data-due": due });
}

function turn(stage, place) {
  const role = stage.owner_role && text(`urgent-role-${stage.owner_role}`);
  const whose = stage.owner_name ?? role ?? text("urgent-nobody");
  return make(
    "span.t-s.urgent-turn",
    { "data-key": stage.stage },
    `${text(`urgent-stage-${stage.stage}`)} · ${whose}`,
    place > 0 && countDown(stage.due_at),
  );
}

function orderRow(order) {
  const [first] = order.running;
  const isLate = Date.parse(first.due_at) < (isKept ? Date.now() : Date.parse(view.as_of));
  return make(
    `div.row.urgent-row${isLate ? ".late" : ""}`,
    { "data-key": String(order.number) },
    make(
      "span.grow.stack.tight",
      {},
      status("urgent", text("urgent-order", { number: String(order.number), customer: order.customer_name }), "late"),
      make("span.m", {}, amount(order)),
      order.running.map(turn),
      make("span.t-s.dim", {}, text("urgent-deliver-by", { time: moment(order.deliver_by) })),
    ),
    make("span.urgent-side", {}, countDown(first.due_at)),
  );
}

function shown() {
  let lines = 0;
  return view.rows.filter((order) => (lines += 3 + order.running.length) <= LINES);
}

function board() {
  if (isEnded) return make("p.pad.wall-silent", { role: "alert" }, icon("refused"), text("wall-signed-out"));
  if (!view && isSilent) return make("p.pad.wall-silent", { role: "status" }, icon("no-network"), text("wall-silent"));
  if (!view) return make("p.pad.dim", { role: "status" }, text("urgent-loading"));
  const rows = shown();
  const left = view.count - rows.length;
  return [
    make("h1.pad.urgent-wall-more", {}, `${view.site_name} · ${text("urgent-running", { count: view.count })}`),
    rows.length > 0 ? make("div.sheet.urgent-list", {}, rows.map(orderRow)) : null,
    left > 0 && make("p.pad.urgent-wall-more", {}, text("urgent-wall-more", { count: left })),
  ];
}

function draw() {
  const isLate = view && (isKept || Date.now() - answeredAt > 3 * AGAIN);
  const band = isLate
    ? make("header.strip", { role: "status", "data-state": "offline" }, text("shell-not-live", { time: since(answeredAt) }))
    : null;
  show(page, band, make("div.page.urgent-page.wall", { id: "live" }, make("div.column", {}, board())));
}

/** Keeps the files for a start without network, and takes new ones as they come. */
async function keepFiles() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  let hadController = Boolean(serviceWorker.controller);
  serviceWorker.addEventListener("controllerchange", () => {
    if (hadController) location.reload();
    hadController = true;
  });
  const check = async () => {
    const registration = await register().catch(() => null);
    if (!registration) return;
    const offer = () => registration.waiting?.postMessage({ kind: "take_over_walls" });
    registration.onupdatefound = () => {
      registration.installing.onstatechange = offer;
    };
    offer();
  };
  await check();
  setInterval(check, NEW_FILES);
}

const wanted = [new URLSearchParams(location.search).get("lang"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
await loadLanguage(wanted.find((name) => name in LANGUAGES) ?? "en");
draw();
if (code) await signIn();
await look();
await keepFiles();
