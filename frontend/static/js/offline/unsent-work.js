// Work that has not reached the server, taken out of one database and brought into another: at sign-out
// under a key, or as a file by hand. Ops keep their ids, so whatever did arrive is not done twice.

import { isUnsent, needsPerson } from "./ops.js";

export const FORMAT = "lockstep-unsent-2";
const FORMATS = ["lockstep-unsent-1", FORMAT];

/** A file that is not ours, or not this person's. */
export class ForeignWorkError extends Error {
  name = "ForeignWorkError";
}

export function unsentWork({ store, personId }) {
  return store.read(["ops", "drafts", "photos", "meta"], async (tx) => {
    const photos = await tx.all("photos");
    return {
      format: FORMAT,
      person_id: personId,
      client_id: await tx.get("meta", "client_id"),
      epoch: (await tx.get("meta", "epoch")) ?? null,
      ops: (await tx.all("ops")).filter((op) => op.state !== "included" && !op.settled_at),
      drafts: await tx.all("drafts"),
      photos: photos.map(({ bytes, ...photo }) => ({ ...photo, base64: encoded(bytes) })),
    };
  });
}

/**
 * Take work in, all of it or nothing: ops behind one's own in their order, drafts and photos that are
 * not here. Answers how many ops came in; what is here already stays as it is.
 */
export async function bringBack({ store, personId, engine, changed }, work) {
  const isOurs = FORMATS.includes(work?.format) && Array.isArray(work.ops);
  if (!isOurs || (work.person_id ?? personId) !== personId) throw new ForeignWorkError("not this person's work");
  const ops = work.ops.filter((op) => isUnsent(op) || needsPerson(op) || op.answer?.status === "applied");
  const count = await store.write(["ops", "drafts", "photos", "meta"], async (tx) => {
    const held = new Set(await tx.keys("ops"));
    const drafts = new Set(await tx.keys("drafts"));
    let seq = (await tx.get("meta", "seq")) ?? 0;
    let added = 0;
    for (const op of ops.sort((left, right) => left.seq - right.seq)) {
      if (held.has(op.op_id)) continue;
      seq += 1;
      added += 1;
      // It may have been on its way: asking again gets the answer that it got there.
      const waits = needsPerson(op) ? {} : { state: "queued", answer: null, attempts: (op.attempts ?? 0) + 1, send_after: 0 };
      tx.put("ops", { ...op, ...waits, seq });
    }
    for (const draft of work.drafts ?? []) if (!drafts.has(draft.key)) tx.put("drafts", draft);
    for (const { base64, ...photo } of work.photos ?? []) tx.put("photos", { ...photo, bytes: decoded(base64) });
    tx.put("meta", seq, "seq");
    return added;
  });
  changed("ops");
  changed("drafts");
  engine.trigger("brought_back");
  return count;
}

function encoded(bytes) {
  const parts = [];
  const all = new Uint8Array(bytes);
  for (let at = 0; at < all.length; at += 0x8000) parts.push(String.fromCharCode(...all.subarray(at, at + 0x8000)));
  return btoa(parts.join(""));
}

const decoded = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)).buffer;
