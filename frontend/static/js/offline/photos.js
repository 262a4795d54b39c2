// Photos: kept beside draft and op in the person's own database, sent by themselves once their change
// has arrived, and cleared away with it. They never hold an op up: they have a lock of their own.

import { hasArrived, hashesOf, waiting } from "./ops.js";

/** A photo that nothing speaks of may be of a draft that is being written down. */
const ORPHAN_AGE = 86_400_000;

/** Whether a status says that it makes no sense to send this photo again. */
const isFinal = (status) => [400, 413, 415, 422].includes(status);

/** Send what may be sent, one after the other; whatever stands in the way is tried again later. */
export async function sendPhotos(context) {
  const passed = new Set();
  for (;;) {
    const next = await nextPhoto(context, passed);
    if (!next) return;
    const path = `/api/v1/demand-changes/${next.op.id}/photos/${next.hash}`;
    if (!next.bytes) {
      await mark(context, next, "gone");
      continue;
    }
    const outcome = await context.network.put(path, next.bytes, "image/jpeg");
    if (outcome.kind === "silence") return;
    if (outcome.status < 300) await mark(context, next, "kept");
    else if (isFinal(outcome.status)) await mark(context, next, outcome.body?.code ?? "refused");
    // A change that is out of sight may come back into it; the others need not wait for that.
    else if (outcome.status === 404) passed.add(`${next.op.id} ${next.hash}`);
    else return;
  }
}

async function nextPhoto({ store }, passed) {
  return store.read(["ops", "photos"], async (tx) => {
    const ops = (await tx.all("ops")).sort((left, right) => left.seq - right.seq);
    for (const op of ops) {
      const hash = hasArrived(op) && waiting(op).find((each) => !passed.has(`${op.id} ${each}`));
      if (hash) return { op, hash, bytes: (await tx.get("photos", hash))?.bytes };
    }
    return null;
  });
}

async function mark({ store, changed }, { op: sent, hash }, how) {
  await store.write(["ops"], async (tx) => {
    // Ops that a restore of the server has set back meanwhile are sent once more, and their photos too.
    const asked = await tx.get("ops", sent.op_id);
    if (asked?.state !== sent.state || asked.answered_at !== sent.answered_at) return;
    for (const op of await tx.all("ops")) {
      const isSame = op.id === sent.id && hasArrived(op) && hashesOf(op).includes(hash);
      if (isSame) tx.put("ops", { ...op, photos_sent: { ...op.photos_sent, [hash]: how } });
    }
  });
  changed("ops");
}

/** Forget photos that neither a draft nor an op speaks of. */
export async function clearPhotos({ store, clock }) {
  await store.write(["ops", "drafts", "photos"], async (tx) => {
    const hashes = await tx.keys("photos");
    if (hashes.length === 0) return;
    const spoken = new Set((await tx.all("ops")).flatMap(hashesOf));
    for (const draft of await tx.all("drafts")) {
      for (const hash of draft.wish?.photos ?? []) spoken.add(hash);
    }
    for (const hash of hashes.filter((each) => !spoken.has(each))) {
      const photo = await tx.get("photos", hash);
      if (Math.abs(clock.now() - photo.taken_at) > ORPHAN_AGE) tx.delete("photos", hash);
    }
  });
}
