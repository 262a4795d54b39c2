// Switching push on: a push service that breaks off is tried again, one that refuses is not.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { subscribe } from "../../frontend/static/js/push-subscription.js";

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
  const before = Object.fromEntries(
    Object.keys(given).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
  );
  for (const [name, value] of Object.entries(given))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => {
    mock.timers.reset();
    for (const [name, found] of Object.entries(before))
      if (found) Object.defineProperty(globalThis, name, found);
      else delete globalThis[name];
  });
  return { tries, told };
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
