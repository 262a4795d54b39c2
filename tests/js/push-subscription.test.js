// Switching push on: a push service that breaks off is tried again, one that refuses is not.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { forgetSubscription, renewSubscription, subscribe } from "../../frontend/static/js/push-subscription.js";

const KEY = "BAAAAAAA";

/** A browser whose push service answers as told, and a server that takes what it is told. */
function browser(t, answers) {
  const tries = [];
  const told = [];
  const manager = {
    getSubscription: async () => null,
    async subscribe() {
      tries.push(answers[tries.length]);
      const name = tries.at(-1);
      if (name) throw new DOMException("push service error", name);
      return { toJSON: () => ({ endpoint: "https://push.example/1", keys: { p256dh: "p", auth: "a" } }) };
    },
  };
  const given = {
    navigator: { serviceWorker: { ready: Promise.resolve({ pushManager: manager }) } },
    Notification: { requestPermission: async () => "granted" },
    fetch: async (address, { method, body }) => {
      if (method === "PUT") told.push(JSON.parse(body).endpoint);
      return { ok: true, status: 200, json: async () => ({ key: KEY }) };
    },
  };
  put(t, given);
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  return { tries, told };
}

/** Puts things where a browser has them, for one test. */
function put(t, given) {
  const before = Object.fromEntries(
    Object.keys(given).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
  );
  for (const [name, value] of Object.entries(given))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  t.after(() => {
    for (const [name, found] of Object.entries(before))
      if (found) Object.defineProperty(globalThis, name, found);
      else delete globalThis[name];
  });
}

/** Lets everything go on that waits for nothing but a turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a connection that breaks off is tried again after a second and after four more", async (t) => {
  const { tries, told } = browser(t, ["AbortError", "AbortError", null]);
  const state = subscribe("token");
  await settle();
  assert.equal(tries.length, 1);
  mock.timers.tick(1000);
  await settle();
  assert.equal(tries.length, 2);
  mock.timers.tick(3999);
  await settle();
  assert.equal(tries.length, 2);
  mock.timers.tick(1);
  assert.equal(await state, "on");
  assert.deepEqual(told, ["https://push.example/1"]);
});

test("after the third time it is said that it failed, and the server hears nothing", async (t) => {
  const { tries, told } = browser(t, ["AbortError", "AbortError", "AbortError"]);
  const state = assert.rejects(subscribe("token"), { name: "AbortError" });
  await settle();
  mock.timers.tick(1000);
  await settle();
  mock.timers.tick(4000);
  await state;
  assert.equal(tries.length, 3);
  assert.deepEqual(told, []);
});

test("a refusal is not tried again", async (t) => {
  const { tries, told } = browser(t, ["NotAllowedError"]);
  await assert.rejects(subscribe("token"), { name: "NotAllowedError" });
  assert.equal(tries.length, 1);
  assert.deepEqual(told, []);
});

test("a device that is switched off while it is renewed stays off", async (t) => {
  const heard = [];
  let answerKey = null;
  let held = {
    options: { applicationServerKey: Uint8Array.from(atob(KEY), (character) => character.charCodeAt(0)) },
    toJSON: () => ({ endpoint: "https://push.example/1", keys: { p256dh: "p", auth: "a" } }),
    unsubscribe: async () => {
      held = null;
    },
  };
  const registration = { pushManager: { getSubscription: async () => held } };
  put(t, {
    window: { PushManager: Object, Notification: Object },
    navigator: { serviceWorker: { ready: Promise.resolve(registration), getRegistration: async () => registration } },
    Notification: { permission: "granted" },
    fetch: async (address, { method }) => {
      heard.push(method);
      if (method === "GET") await new Promise((resolve) => (answerKey = resolve));
      return { ok: true, status: method === "GET" ? 200 : 204, json: async () => ({ key: KEY }) };
    },
  });

  const renewed = renewSubscription("token");
  await settle();
  const forgotten = forgetSubscription("token");
  await settle();
  answerKey();
  await Promise.all([renewed, forgotten]);
  assert.deepEqual(heard, ["GET", "PUT", "DELETE"]);
  assert.equal(held, null);

  await renewSubscription("token");
  assert.deepEqual(heard, ["GET", "PUT", "DELETE"]);
});
