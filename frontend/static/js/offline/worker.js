// The engine's worker: gives it the real clock, network, storage and locks, and answers the page.

import { Engine } from "./engine.js";
import { createNetwork } from "./network.js";
import { listenForPokes } from "./poke.js";
import * as queries from "./queries.js";
import { databaseName, deleteStore, openStore } from "./store.js";
import { World } from "./world.js";

/** A screen that has just come asks for more at once. */
const CALM = 40;
const LONGEST_CALM = 1000;

let open = null;
let opening = null;
let asking = 0;

const clock = {
  now: () => Date.now(),
  after(delay, action) {
    const timer = setTimeout(action, delay);
    return () => clearTimeout(timer);
  },
};

const randomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/** A round waits until the screens have their answers: it would hold the database just then. */
async function calm() {
  for (let waited = 0; waited < LONGEST_CALM; waited += CALM) {
    await new Promise((resolve) => setTimeout(resolve, CALM));
    if (asking === 0) return;
  }
}

/** One lock a database: of several tabs, one talks to the server at a time. */
function locksFor(name) {
  const request = (what, action) => (navigator.locks ? navigator.locks.request(`${name} ${what}`, action) : action());
  return {
    run: async (action, what = "drain") => (await calm(), request(what, action)),
    hold: (action) => request("poke", action).catch(() => undefined),
  };
}

/** Photos are seldom: what sends them is fetched when there is one. */
async function sendPhotos(context) {
  const count = await context.store.read(["photos"], async (tx) => (await tx.keys("photos")).length);
  if (count === 0) return;
  const photos = await import("./photos.js");
  await photos.sendPhotos(context);
  await photos.clearPhotos(context);
}

/** Hints come after the answer to whoever caused them: that one is being waited for. */
const hint = (message) => setTimeout(() => self.postMessage(message));

async function openCopy({ host, person_id: personId, csrf_token: csrfToken }) {
  if (open) await methods.close();
  const network = createNetwork({ fetch: self.fetch.bind(self), personId });
  network.useToken(csrfToken);
  const name = databaseName(host, personId);
  const store = await openStore(name, { blocking: closed });
  const channel = new BroadcastChannel(name);
  const world = new World({ store, clock, personId, skew: network.skew });
  const tell = (message) => {
    if (message.topic !== "connection") world.forget(message.topic);
    hint(message);
  };
  const locks = locksFor(name);
  const engine = new Engine({
    store,
    clock,
    network,
    random: Math.random,
    randomBytes,
    locks,
    sendPhotos,
    encoder: new TextEncoder(),
    emit(message) {
      // What was under way when this copy was closed comes to its end unheard.
      if (open?.channel !== channel) return;
      tell(message);
      channel.postMessage(message);
    },
  });
  channel.onmessage = ({ data }) => tell(data);
  const trigger = (reason) => engine.trigger(reason);
  const pokes = listenForPokes({ connect: connectPokes, clock, random: Math.random, locks, trigger });
  open = { name, personId, network, store, channel, world, engine, pokes };
  return engine.start();
}

const methods = {
  open(person) {
    opening = openCopy(person);
    return opening;
  },

  async close() {
    if (!open) return;
    const { store, channel, engine, pokes } = open;
    open = null;
    pokes.stop();
    engine.stop();
    channel.close();
    store.close();
  },

  /** Close and delete this person's copy on this device. */
  async erase() {
    const { name } = open;
    await methods.close();
    await deleteStore(name);
  },

  token(csrfToken) {
    open?.network.useToken(csrfToken);
    open?.engine.trigger("signed_in");
  },

  trigger(reason) {
    if (reason === "online" || reason === "visible") open?.pokes.again();
    open?.engine.trigger(reason);
  },
  async save({ intent, draft }) {
    try {
      return await open.engine.save(intent, draft);
    } catch (error) {
      if (error.name !== "QuotaExceededError") throw error;
      // What a person did comes before pictures of pages that can be had again.
      await open.store.write(["views"], async (tx) => tx.clear("views"));
      return open.engine.save(intent, draft);
    }
  },
  discard: (opId) => open.engine.discard(opId),
  async settle({ op_id: opId, intent }) {
    const { settle } = await import("./settle.js");
    return settle({ ...open, clock, randomBytes, changed }, opId, intent);
  },
  connection: () => open?.engine.connection ?? null,
  async ask({ name, args }) {
    const find = queries[name] ?? (await import("./quotations.js"))[name];
    return find(await open.world.now(), args ?? {});
  },

  saveDraft: (draft) => put("drafts", { ...draft, saved_at: clock.now() }),
  draft: (key) => open.store.read(["drafts"], (tx) => tx.get("drafts", key)),
  async dropDraft(key) {
    await open.store.write(["drafts"], async (tx) => tx.delete("drafts", key));
    changed("drafts");
  },

  keepPhoto: (photo) => put("photos", photo),
  photo: (hash) => open.store.read(["photos"], (tx) => tx.get("photos", hash)),

  saveView: (view) => put("views", { ...view, seen_at: clock.now() }),
  view: (path) => open.store.read(["views"], (tx) => tx.get("views", path)),

  /** Everything that has not reached the server, to be put away or handed over. */
  unsentWork: async () => (await import("./unsent-work.js")).unsentWork(open),
  bringBack: async (work) => (await import("./unsent-work.js")).bringBack({ ...open, clock, changed }, work),
};

/** Another tab signed this person out, or brings a new version: nothing can be kept here any more. */
async function closed() {
  await methods.close();
  self.postMessage({ topic: "closed" });
}

function changed(topic) {
  open.world.forget(topic);
  hint({ topic });
  open.channel.postMessage({ topic });
}

async function put(storeName, value) {
  await open.store.write([storeName], async (tx) => tx.put(storeName, value));
  if (storeName === "drafts") changed(storeName);
}

/** A stream of the server's hints. */
function connectPokes({ opened, heard, lost }) {
  const source = new EventSource("/sync/v1/poke");
  source.onopen = opened;
  source.onmessage = heard;
  source.addEventListener("poke", heard);
  source.onerror = lost;
  return () => source.close();
}

self.onmessage = async ({ data: { number, method, value } }) => {
  const isAbove = method !== "open";
  try {
    // What did not open is told to who opened; there is nothing that could answer anybody else.
    if (isAbove) await opening.catch(() => new Promise(() => undefined));
    asking += isAbove;
    self.postMessage({ number, result: await methods[method](value) });
  } catch (error) {
    self.postMessage({ number, error: { name: error.name, message: error.message } });
  }
  asking -= isAbove;
};
