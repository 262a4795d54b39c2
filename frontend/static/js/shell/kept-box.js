// What a person left unsent when signing out: locked with a key that only the server has, for that person.
// The boxes of all people of this device lie in one database and say nothing but whose they are.

import { openDB } from "../vendor/idb.js";

const NAME = `lockstep-kept-${location.host}`;

async function boxes(action) {
  const database = await openDB(NAME, 1, { upgrade: (db) => db.createObjectStore("boxes", { keyPath: "person_id" }) });
  try {
    return await action(database);
  } finally {
    database.close();
  }
}

/** The person's key, or null when the server does not give it now. */
async function keyOf(use) {
  const response = await fetch("/api/v1/session/kept-work-key", {
    headers: { Accept: "application/json" }, credentials: "same-origin", cache: "no-store", redirect: "error",
  }).catch(() => null);
  if (!response?.ok) return null;
  const { key } = await response.json();
  const bytes = Uint8Array.from(atob(key), (sign) => sign.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, [use]);
}

/** Lock work away; false when there is no key to be had, and then nothing has been written. */
export async function lockAway(work) {
  const key = await keyOf("encrypt");
  if (!key) return false;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(work)));
  await boxes(async (database) => {
    const transaction = database.transaction("boxes", "readwrite", { durability: "strict" });
    await transaction.store.put({ person_id: work.person_id, iv, bytes });
    await transaction.done;
  });
  return true;
}

/**
 * Give a person's box to `take` and throw it away once that has put everything on disk. Answers what
 * `take` answered, null without a box. A box that the key does not open stays where it is.
 */
export async function unlock(personId, take) {
  const box = await boxes((database) => database.get("boxes", personId));
  if (!box) return null;
  const key = await keyOf("decrypt");
  if (!key) return null;
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, key, box.bytes);
  const taken = await take(JSON.parse(new TextDecoder().decode(bytes)));
  await boxes((database) => database.delete("boxes", personId));
  return taken;
}
