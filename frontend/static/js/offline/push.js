// Sending: takes what waits, in order, and writes down each op's own answer.

import { isUnsent, nextBatch, versionOf, wireForm } from "./ops.js";

const MOST_SETTLED = 500;

/**
 * Send everything that may leave now. Answers the outcome that ended it:
 * {kind: "done" | "silence" | "refused" | "wait", ...}. `context` is the engine's
 * {store, network, clock, encoder, changed}.
 */
export async function pushAll(context) {
  let count;
  for (;;) {
    if (!(await isAnythingWaiting(context))) return { kind: "done" };
    // Without a way to the server nothing is written down: marks that are taken back would only hold the person up.
    const obstacle = await context.network.reach?.();
    if (obstacle) return obstacle;
    const { batch, unsent, head } = await takeBatch(context, count);
    if (batch.length === 0) return { kind: "done" };
    context.changed("ops");
    context.progress({ sent: 0, total: unsent });
    const outcome = await context.network.post("/sync/v1/push", {
      ...head,
      schema_ver: versionOf(batch[0]),
      ops: batch.map(wireForm),
    });
    if (outcome.kind === "silence") {
      await requeue(context, batch);
      return outcome;
    }
    if (outcome.status === 200 && Array.isArray(outcome.body?.results)) {
      const answered = await recordAnswers(context, batch, outcome.body, head.settled);
      const seconds = Number(outcome.body.retry_after) || 0;
      if (seconds || answered === 0) return { kind: "wait", delay: seconds ? seconds * 1000 : undefined };
      count = undefined;
      continue;
    }
    if (isAboutTheBatch(outcome.status)) {
      if (batch.length > 1) {
        count = Math.ceil(batch.length / 2);
        continue;
      }
      await park(context, batch[0], outcome);
      count = undefined;
      continue;
    }
    await requeue(context, batch);
    return { kind: "refused", ...outcome };
  }
}

/** Too large, or malformed: halving finds the one op that the server cannot take. */
const isAboutTheBatch = (status) => status === 413 || status === 422 || status === 400;

const isAnythingWaiting = ({ store, clock, encoder }) =>
  store.read(["ops"], async (tx) => nextBatch(await tx.all("ops"), clock.now(), { count: 1, encoder }).length > 0);

async function takeBatch({ store, clock, encoder }, count) {
  return store.write(["ops", "meta"], async (tx) => {
    const ops = await tx.all("ops");
    const head = { client_id: await tx.get("meta", "client_id") };
    const epoch = await tx.get("meta", "epoch");
    if (epoch) head.epoch = epoch;
    // Refused ops that their author has dealt with no longer hold later ones back at the server.
    const settled = ops.filter((op) => op.settled_at && !op.is_settled_told).slice(0, MOST_SETTLED);
    if (settled.length > 0) head.settled = settled.map((op) => op.op_id);
    const now = clock.now();
    const batch = nextBatch(ops, now, { count, encoder });
    for (const op of batch) {
      op.state = "sending";
      op.attempts = (op.attempts ?? 0) + 1;
      tx.put("ops", op);
    }
    return { batch, head, unsent: ops.filter(isUnsent).length };
  });
}

/** They may have arrived all the same, so they keep the mark of having been tried. */
async function requeue({ store, changed }, batch) {
  await store.write(["ops"], (tx) => putBack(tx, batch));
  changed("ops");
}

async function putBack(tx, batch) {
  for (const { op_id: opId } of batch) {
    const op = await tx.get("ops", opId);
    if (op?.state === "sending") tx.put("ops", { ...op, state: "queued" });
  }
}

/** Answers how many ops of the batch have their answer now. */
async function recordAnswers({ store, clock, changed }, batch, body, settled = []) {
  const sent = new Map(batch.map((op) => [op.op_id, op]));
  const answered = body.results.filter((result) => sent.has(result.op_id)).length;
  await store.write(["ops"], async (tx) => {
    for (const opId of settled) {
      const op = await tx.get("ops", opId);
      if (op) tx.put("ops", { ...op, is_settled_told: true });
    }
    for (const result of body.results) {
      const op = sent.has(result.op_id) ? await tx.get("ops", result.op_id) : undefined;
      if (!op || !isUnsent(op)) continue;
      op.state = "answered";
      op.answer = result;
      op.answered_at = clock.now();
      tx.put("ops", op);
    }
    // An op that the answer leaves out has not been answered: it waits for the next round.
    await putBack(tx, batch);
  });
  changed("ops");
  return answered;
}

/** One op that the server cannot read is set aside for the person; all others go on. */
async function park({ store, clock, changed }, taken, outcome) {
  await store.write(["ops"], async (tx) => {
    const op = await tx.get("ops", taken.op_id);
    if (!op || !isUnsent(op)) return;
    op.state = "answered";
    op.answered_at = clock.now();
    op.answer = {
      op_id: op.op_id,
      status: "rejected",
      code: outcome.status === 413 ? "too_large" : "not_understood",
      message: outcome.body?.detail ?? null,
      is_parked: true,
    };
    tx.put("ops", op);
  });
  changed("ops");
}
