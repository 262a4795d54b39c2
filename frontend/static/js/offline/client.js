// What islands and the shell import to reach the offline engine in its worker.

import { scriptUrl } from "../dom.js";

let worker = null;
let number = 0;
const waiting = new Map();
const listeners = new Map();

function started() {
  if (worker) return worker;
  worker = new Worker(scriptUrl(new URL("./worker.js", import.meta.url)), { type: "module" });
  let isRunning = false;
  worker.onerror = () => {
    if (isRunning) return; // whoever waits is still answered
    isOpening = false;
    worker = null; // its modules did not arrive; who opens again asks for them, and for all that waits
    for (const [own, { message, reject }] of waiting) {
      if (message.method !== "open") continue;
      waiting.delete(own);
      reject(Object.assign(new Error(), { name: "NotStarted" }));
    }
  };
  worker.onmessage = ({ data }) => {
    isRunning = true;
    if (data.topic) return announce(data);
    const { resolve, reject } = waiting.get(data.number);
    waiting.delete(data.number);
    if (data.error) reject(Object.assign(new Error(data.error.message), { name: data.error.name }));
    else resolve(data.result);
    return undefined;
  };
  return worker;
}

function announce({ topic, value }) {
  for (const listener of [...(listeners.get(topic) ?? []), ...(listeners.get("*") ?? [])]) {
    listener(value, topic);
  }
}

function call(method, value) {
  const message = { number: (number += 1), method, value };
  if (method === "open" || isOpening) started().postMessage(message);
  return new Promise((resolve, reject) => waiting.set(message.number, { message, resolve, reject }));
}

/** Whether a worker has been told whose database to open; it does all else after that. */
let isOpening = false;

const later = (method) => (value) => call(method, value);

/** Let the engine's modules come while the page still fetches its own. */
export const begin = () => void started();

/** Open this person's database and start the engine. */
export async function open({ host, person_id, csrf_token }) {
  const held = [...waiting.values()];
  const result = call("open", { host, person_id, csrf_token });
  isOpening = true;
  for (const { message } of held) worker.postMessage(message);
  return result;
}

/** Fulfilled once the op is durable on this device; rejects with a QuotaExceededError when full. */
export const save = (intent, draft = null) => later("save")({ intent, draft });
export const discard = later("discard");
export const settle = (opId, intent = null) => later("settle")({ op_id: opId, intent });
export const ask = (name, args) => later("ask")({ name, args });
export const connection = later("connection");
export const trigger = later("trigger");
export const draft = later("draft");
export const saveDraft = later("saveDraft");
export const dropDraft = later("dropDraft");
/** Fulfilled once the picture is on this device's disk. */
export const keepPhoto = later("keepPhoto");
export const photo = later("photo");
export const view = later("view");
export const saveView = later("saveView");
export const unsentWork = later("unsentWork");
/** Fulfilled with the number of ops that came in; a ForeignWorkError when it is not this person's. */
export const bringBack = later("bringBack");
export const erase = later("erase");
export const renewToken = later("token");

/** Hear of a topic (`ops`, `drafts`, `reference`, `connection`, an entity, or `*`); answers how to stop. */
export function observe(topic, listener) {
  const set = listeners.get(topic) ?? new Set();
  listeners.set(topic, set);
  set.add(listener);
  return () => set.delete(listener);
}

/** Ask now and again whenever something behind the answer has changed; answers how to stop. */
export function follow(name, args, show) {
  let isAsking = false;
  let isStale = false;
  let isStopped = false;
  const run = async () => {
    if (isAsking) {
      isStale = true;
      return;
    }
    isAsking = true;
    const answer = await ask(name, typeof args === "function" ? args() : args);
    isAsking = false;
    if (isStopped) return;
    show(answer);
    if (isStale) {
      isStale = false;
      run();
    }
  };
  const stop = observe("*", (_value, topic) => {
    if (topic !== "connection") run();
  });
  run();
  return () => {
    isStopped = true;
    stop();
  };
}
