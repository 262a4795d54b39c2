// The service worker in a world of our own: what it keeps, what it refuses to keep, what it opens.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const CODE = readFileSync(new URL("../../frontend/static/sw.js", import.meta.url), "utf8");
const ORIGIN = "https://lockstep.example";
const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);
const STYLES = hash("styles");
const SHELL = `<html><link rel="stylesheet" href="/static/css/lockstep.css?v=${STYLES}"></html>`;
const WALL = `<html>wall<link rel="stylesheet" href="/static/css/lockstep.css?v=${STYLES}"></html>`;
const POLICY = { "Content-Type": "text/html", "Content-Security-Policy": "require-trusted-types-for 'script'" };

class FakeCache {
  entries = new Map();
  async put(key, response) {
    this.entries.set(new URL(key, ORIGIN).pathname, response);
  }
  async match(key) {
    return this.entries.get(new URL(key.url ?? key, ORIGIN).pathname)?.clone();
  }
}

function world(server, navigator = {}) {
  const stores = new Map();
  const listeners = {};
  const shown = [];
  const windows = [];
  const opened = [];
  const caches = {
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
    async open(name) {
      if (!stores.has(name)) stores.set(name, new FakeCache());
      return stores.get(name);
    },
  };
  const self = {
    location: new URL(ORIGIN),
    addEventListener: (name, listener) => (listeners[name] = listener),
    skipWaiting: () => opened.push("took over"),
    navigator,
    registration: { showNotification: async (title, options) => shown.push({ title, ...options }) },
    clients: {
      claim: async () => opened.push("claimed"),
      matchAll: async () => windows,
      openWindow: async (path) => opened.push(path),
    },
  };
  const fetch = async (request) => server(new URL(request.url ?? request, ORIGIN).pathname);
  const context = { self, caches, fetch, crypto: globalThis.crypto, URL, Headers, Response, TextEncoder, AbortSignal };
  vm.runInNewContext(CODE, context);
  const fire = async (name, event = {}) => {
    let waited;
    let answer;
    listeners[name]({ ...event, waitUntil: (promise) => (waited = promise), respondWith: (promise) => (answer = promise) });
    await waited;
    return answer;
  };
  const request = (path, more = {}) => ({ url: ORIGIN + path, method: "GET", mode: "cors", ...more });
  const open = (path) => fire("fetch", { request: request(path, { mode: "navigate" }) });
  return { stores, fire, request, open, shown, windows, opened };
}

function good(path) {
  if (path === "/static/assets.json") {
    return new Response(JSON.stringify({ "css/lockstep.css": STYLES, "js/shell.js": hash("shell"), "sw.js": hash("sw") }));
  }
  if (path === "/sign-in") return new Response(SHELL, { headers: POLICY });
  if (path === "/wall") return new Response(WALL, { headers: POLICY });
  if (path === "/static/css/lockstep.css") return new Response("styles");
  if (path === "/static/js/shell.js") return new Response("shell");
  return new Response("page", { status: 200 });
}

const down = () => {
  throw new TypeError("no network");
};

test("it keeps the listed files, the shell and the wall's document, and nothing else", async () => {
  const { stores, fire } = world(good);
  await fire("install");
  await fire("activate");
  const kept = [...stores].find(([name]) => name.startsWith("lockstep-static-"))[1];
  assert.deepEqual([...kept.entries.keys()].sort(), ["/sign-in", "/static/css/lockstep.css", "/static/js/shell.js", "/wall"]);
});

test("a captive portal's page for every address fills no cache", async () => {
  const { stores, fire } = world(() => new Response("<html>Welcome to the hotel</html>"));
  await assert.rejects(fire("install"));
  assert.deepEqual([...stores.keys()].filter((name) => name.startsWith("lockstep-static-")), []);
});

test("one file that is not what the list says, or a shell without our policy, is refused", async () => {
  const tampered = world((path) => (path.endsWith("shell.js") ? new Response("steal()") : good(path)));
  await assert.rejects(tampered.fire("install"), /not what the list says/);
  const bare = world((path) => (path === "/sign-in" ? new Response(SHELL) : good(path)));
  await assert.rejects(bare.fire("install"), /not our document/);
});

test("without a network island paths and page paths both open the shell", async () => {
  let server = good;
  const { fire, open } = world((path) => server(path));
  await fire("install");
  await fire("activate");
  server = down;
  for (const path of ["/", "/today", "/changes/new", "/outbox", "/customers", "/decisions/1", "/kpi"]) {
    assert.equal(await (await open(path)).text(), SHELL);
  }
});

test("a screen on a wall opens its own document, whatever the network answers", async () => {
  let server = good;
  const { fire, open } = world((path) => server(path));
  assert.equal(await (await open("/wall?lang=ru")).text(), WALL, "from the server before anything is kept");
  await fire("install");
  await fire("activate");
  for (const answer of [down, () => new Response("Bad gateway", { status: 502 })]) {
    server = answer;
    assert.equal(await (await open("/wall?lang=ru")).text(), WALL);
  }
  server = () => new Response("page");
  assert.equal(await (await open("/walls")).text(), "page", "the list of screens is a page like others");
});

test("new files are taken over at once where nothing but walls is open", async () => {
  const { fire, windows, opened } = world(good);
  windows.push({ url: `${ORIGIN}/wall?lang=ru` }, { url: `${ORIGIN}/today` });
  await fire("message", { data: { kind: "take_over_walls" } });
  assert.deepEqual(opened, []);
  windows.pop();
  await fire("message", { data: { kind: "take_over_walls" } });
  assert.deepEqual(opened, ["took over"]);
});

test("a network that answers nothing holds up no start of the app", async () => {
  const { fire, open } = world(good);
  await fire("install");
  await fire("activate");
  assert.equal(await (await open("/")).text(), SHELL);
});

test("with a network pages come from the server and are not kept, nor are answers", async () => {
  const { fire, open, request, stores } = world(good);
  await fire("install");
  await fire("activate");
  assert.equal(await (await open("/decisions/1")).text(), "page");
  assert.equal(await fire("fetch", { request: request("/api/v1/session") }), undefined);
  assert.equal(await fire("fetch", { request: request("/sync/v1/ref/manifest") }), undefined);
  const kept = [...stores.values()].flatMap((cache) => [...cache.entries.keys()]);
  assert.ok(!kept.some((path) => /decisions|api|sync/.test(path)));
});

test("an older version goes on serving its own files until the new one is taken over", async () => {
  let list = "old";
  const server = (path) => {
    if (path === "/static/assets.json") return new Response(JSON.stringify({ "css/lockstep.css": STYLES, "js/shell.js": hash(list) }));
    if (path === "/static/js/shell.js") return new Response(list);
    return good(path);
  };
  const { fire, request, stores } = world(server);
  await fire("install");
  await fire("activate");
  const since = () => stores.get("lockstep-pointers").entries.get("/since")?.text();
  assert.equal(await since(), undefined, "the first version replaces nothing");
  const before = Date.now();
  list = "new";
  await fire("install");
  const served = async () => (await fire("fetch", { request: request("/static/js/shell.js") })).text();
  assert.equal(await served(), "old");
  await fire("activate");
  assert.equal(await served(), "new");
  // A page that began to load before this moment has old files, and loads once more.
  const at = Number(await since());
  assert.ok(before <= at && at <= Date.now(), `${before} ${at}`);
});

const pushed = (body) => ({ data: { json: () => body, text: () => JSON.stringify(body) } });

test("a push shows its words, and a tap opens exactly its path", async () => {
  const { fire, shown, opened } = world(good);
  await fire("push", pushed({ title: "Decide by 12:30", body: "18 kits short", tag: "p-1", path: "/decisions/1" }));
  assert.deepEqual([shown[0].title, shown[0].body, shown[0].tag, shown[0].data.path], ["Decide by 12:30", "18 kits short", "p-1", "/decisions/1"]);
  await fire("notificationclick", { action: "", notification: { close: () => undefined, data: shown[0].data } });
  assert.deepEqual(opened, ["/decisions/1"]);
});

test("a tap goes to the tab that is open, and never to another site", async () => {
  const { fire, shown, windows, opened } = world(good);
  const told = [];
  const tab = { focused: true, url: `${ORIGIN}/today`, focus: async () => tab, postMessage: (message) => told.push(message) };
  windows.push(tab);
  await fire("push", pushed({ title: "x", path: "https://evil.example/decisions/1" }));
  assert.equal(shown[0].data.path, "/");
  told.length = 0;
  await fire("notificationclick", { action: "", notification: { close: () => undefined, data: { path: "/changes/9" } } });
  assert.deepEqual([JSON.stringify(told), opened], ['[{"kind":"open","path":"/changes/9"}]', []]);
});

test("a push that is not ours to read still says that something came", async () => {
  const { fire, shown } = world(good);
  await fire("push", { data: { json: () => JSON.parse("?"), text: () => "hello" } });
  assert.deepEqual([shown[0].title, shown[0].body], ["Lockstep", "hello"]);
});

test("a push is shown where the system takes no count for the icon", async () => {
  const { fire, shown } = world(good, { setAppBadge: async () => assert.fail("not installed") });
  await fire("push", pushed({ title: "Decide by 12:30", badge: 2 }));
  assert.deepEqual(shown.map(({ title }) => title), ["Decide by 12:30"]);
});

test("Background Sync only wakes the engine", async () => {
  const { fire, windows } = world(good);
  const told = [];
  windows.push({ postMessage: ({ kind }) => told.push(kind) });
  await fire("sync", { tag: "lockstep-drain" });
  await fire("sync", { tag: "something-else" });
  assert.deepEqual(told, ["drain"]);
});

test("a page that came while the first worker took over is claimed when it says so", async () => {
  const { fire, opened } = world(good);
  await fire("message", { data: { kind: "drain" } });
  assert.deepEqual(opened, []);
  await fire("message", { data: { kind: "claim" } });
  assert.deepEqual(opened, ["claimed"]);
});
