// Settling a refusal: seldom enough to be fetched when there is one.

import { isUnsent, needsPerson, newId, SCHEMA_VERSION } from "./ops.js";

/**
 * The author has dealt with a refused op: it leaves "needs you". Later ops of the same entity
 * that were deferred behind it are asked again under new ids, since their own answer is final;
 * behind a refused first request there is nothing left to alter, so they end with it.
 */
export async function settle({ store, clock, randomBytes, engine, changed }, opId, intent = null) {
  const made = await store.write(["ops", "meta"], async (tx) => {
    const now = clock.now();
    const op = await tx.get("ops", opId);
    if (!op || !needsPerson(op)) return null;
    tx.put("ops", { ...op, settled_at: now });
    let seq = (await tx.get("meta", "seq")) ?? 0;
    const renew = (old, changes) => {
      seq += 1;
      const renewed = {
        ...old,
        ...changes,
        seq,
        op_id: newId(now, randomBytes),
        state: "queued",
        answer: null,
        attempts: 0,
      };
      tx.put("ops", renewed);
      return renewed;
    };
    const again = intent && renew(op, { ...intent, schema_ver: SCHEMA_VERSION, at: new Date(now).toISOString(), saved_at: now });
    const ends = op.kind === "request_demand_change" && !(again && again.id === op.id);
    for (const later of await tx.all("ops")) {
      if (later.id !== op.id || later.seq <= op.seq || later === again) continue;
      if (ends && isUnsent(later) && !later.attempts) tx.delete("ops", later.op_id);
      if (!needsPerson(later) || later.answer.status !== "deferred") continue;
      tx.put("ops", { ...later, settled_at: now });
      if (!ends) renew(later, {});
    }
    tx.put("meta", seq, "seq");
    return again;
  });
  changed("ops");
  engine.trigger("settle");
  return made;
}
