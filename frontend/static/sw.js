// Lockstep's service worker: keeps the static shell, opens it without a network, shows pushes and
// wakes the engine. It holds no data of any person and does no business.
//
// `/static/assets.json` is {name: version}, the version being the beginning of the file's SHA-256.
// A file is kept only when its content has that hash, so a captive portal's page or a tampered copy
// never gets in. The shell's document is fetched as a stranger, so it holds nothing of anybody, and is
// kept only with our own security policy on it and our own list's styles in it; so is the one of screens on walls. Answers of `/api` and `/sync` and the HTML of pages are never kept. A cache belongs
// to one version of the list; the pointer says which one the active worker serves.

const LIST = "/static/assets.json";
const SHELL = "/sign-in";
const WALL = "/wall";
const PREFIX = "lockstep-static-";
const POINTERS = "lockstep-pointers";

async function pointer(name) {
  const held = await (await caches.open(POINTERS)).match(`/${name}`);
  return held ? held.text() : null;
}

async function point(name, cacheName) {
  await (await caches.open(POINTERS)).put(`/${name}`, new Response(cacheName));
}

async function staticCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

async function hashOf(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One file, from an older cache when its content is the same, else from the network. */
async function checked({ url, hash }, older) {
  for (const name of older) {
    const held = await (await caches.open(name)).match(url, { ignoreSearch: true, ignoreVary: true });
    if (held && held.headers.get("X-Asset-Hash") === hash) return held;
  }
  const response = await fetch(url, { cache: "no-cache", credentials: "same-origin", redirect: "error" });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  if (!(await hashOf(bytes)).startsWith(hash)) throw new Error(`${url}: not what the list says`);
  const headers = new Headers(response.headers);
  headers.set("X-Asset-Hash", hash);
  for (const name of ["Set-Cookie", "Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(bytes, { status: 200, headers });
}

async function install() {
  const response = await fetch(LIST, { cache: "no-cache", redirect: "error" });
  const text = await response.text();
  const list = Object.entries(JSON.parse(text))
    .filter(([name]) => name !== "sw.js")
    .map(([name, hash]) => ({ url: `/static/${name}`, hash }));
  const name = PREFIX + (await hashOf(new TextEncoder().encode(text))).slice(0, 16);
  const older = await staticCaches();
  const [shell, wall, ...files] = await Promise.all([
    documentAt(SHELL, text),
    documentAt(WALL, text),
    ...list.map((entry) => checked(entry, older)),
  ]);
  const cache = await caches.open(name);
  await Promise.all(files.map((file, index) => cache.put(list[index].url, file)));
  await cache.put(SHELL, shell);
  await cache.put(WALL, wall);
  await point("next", name);
}

/** A document that holds nothing of anybody, checked to be ours. */
async function documentAt(path, listText) {
  const response = await fetch(path, { credentials: "omit", cache: "no-store", redirect: "error" });
  const policy = response.headers.get("Content-Security-Policy") ?? "";
  const html = await response.clone().text();
  const styles = /css\/lockstep\.css\?v=([0-9a-f]+)/.exec(html)?.[1];
  if (!response.ok || !policy.includes("require-trusted-types-for") || !styles || !listText.includes(styles)) {
    throw new Error(`${path}: not our document`);
  }
  const headers = new Headers(response.headers);
  for (const name of ["Set-Cookie", "Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  return new Response(html, { status: 200, headers });
}

async function activate() {
  const keep = await pointer("next");
  // Pages that began to load before this moment load once more.
  if (await pointer("active")) await point("since", Date.now());
  await point("active", keep);
  served = null;
  const stale = (await staticCaches()).filter((name) => name !== keep);
  await Promise.all(stale.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The cache that this worker serves from, looked up once: only its own activation changes it. */
let served = null;

async function lookUp() {
  const name = await pointer("active");
  return name ? caches.open(name) : null;
}

async function fromCache(url) {
  const cache = await (served ??= lookUp());
  if (!cache) served = null;
  return cache?.match(url, { ignoreSearch: true, ignoreVary: true });
}

/** Static files come from the cache; what is not in it comes from the network and is not kept. */
async function staticFile(request) {
  return (await fromCache(request.url)) ?? fetch(request);
}

/** Paths that the shell draws by itself need no server; others are asked for, then stood in for. */
const ISLANDS = /^\/(sign-in|today|promise|changes\/new|outbox(\/[0-9a-f-]{36})?|customers)?$/;
const CUSTOMER = /^\/customers\/[0-9a-f-]{36}$/;
const PATIENCE = 8000;
const CUSTOMER_PATIENCE = 2500;

async function navigation(request) {
  const { pathname } = new URL(request.url);
  const wall = pathname === WALL && (await fromCache(WALL));
  if (wall) return wall;
  const shell = await fromCache(SHELL);
  if (shell && ISLANDS.test(pathname)) return shell;
  try {
    // A customer of one's own is in the phone's copy, too: nobody waits long for the rest.
    const patience = CUSTOMER.test(pathname) ? CUSTOMER_PATIENCE : PATIENCE;
    return await fetch(request, { signal: AbortSignal.timeout(patience) });
  } catch (error) {
    if (shell) return shell;
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(navigation(request));
  else if (url.pathname.startsWith("/static/") && url.pathname !== LIST) {
    event.respondWith(staticFile(request));
  }
});

self.addEventListener("message", (event) => {
  if (event.data?.kind === "take_over") self.skipWaiting();
  if (event.data?.kind === "take_over_walls") event.waitUntil(takeOverWalls());
  if (event.data?.kind === "claim") event.waitUntil(self.clients.claim());
});

/** A wall interrupts nobody: it gets new files at once unless the app is open beside it, which asks when it is idle. */
async function takeOverWalls() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.every((client) => new URL(client.url).pathname === WALL)) await self.skipWaiting();
}

self.addEventListener("sync", (event) => {
  if (event.tag === "lockstep-drain") event.waitUntil(tellWindows({ kind: "drain" }));
});

async function tellWindows(message) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const client of windows) client.postMessage(message);
  return windows;
}

/** A path of our own, and nothing else, may be opened. */
function ownPath(path) {
  const url = new URL(path || "/", self.location.origin);
  return url.origin === self.location.origin ? url.pathname + url.search + url.hash : "/";
}

self.addEventListener("push", (event) => {
  event.waitUntil(showPush(event.data));
});

async function showPush(data) {
  let said;
  try {
    said = data.json();
  } catch {
    said = { title: "Lockstep", body: data?.text() ?? "" };
  }
  const actions = (said.actions ?? []).slice(0, 2).map((action) => ({
    action: action.action ?? action.path ?? "open",
    title: action.title,
  }));
  await self.registration.showNotification(said.title || "Lockstep", {
    body: said.body ?? "",
    tag: said.tag,
    renotify: Boolean(said.tag),
    icon: "/static/icons/icon-192.png",
    badge: "/static/icons/badge-96.png",
    data: { path: ownPath(said.path), paths: Object.fromEntries((said.actions ?? []).map((action) => [action.action ?? action.path, action.path])) },
    actions,
  });
  // A system that takes no count for the icon has shown the words all the same.
  if (typeof said.badge === "number") await self.navigator.setAppBadge?.(said.badge).catch(() => undefined);
  await tellWindows({ kind: "drain" });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { path, paths = {} } = event.notification.data ?? {};
  event.waitUntil(openPath(event.action && paths[event.action] ? ownPath(paths[event.action]) : ownPath(path)));
});

async function openPath(path) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const target = windows.find((client) => client.focused) ?? windows[0];
  if (!target) {
    await self.clients.openWindow(path);
    return;
  }
  const focused = await target.focus();
  const url = new URL(focused.url);
  if (url.pathname + url.search + url.hash !== path) focused.postMessage({ kind: "open", path });
  else focused.postMessage({ kind: "drain" });
}

self.addEventListener("pushsubscriptionchange", (event) => {
  // The page renews the subscription with the session's token at its next launch.
  event.waitUntil(tellWindows({ kind: "drain" }));
});
