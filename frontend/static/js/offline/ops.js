// What a person did, kept until the server has answered it and a pull has shown it.

/** How this version of the app writes args; an op keeps the version that wrote it. */
export const SCHEMA_VERSION = 1;
export const BATCH_COUNT = 100;
export const BATCH_BYTES = 200 * 1024;
/** Answered and included ops are kept this long, in case the server is restored from a backup. */
export const KEPT_FOR = 7 * 86_400_000;
/** Nothing is held back for longer: a moment further off comes from a clock that was set back. */
const LONGEST_HOLD = 60_000;

const UNSENT = new Set(["queued", "sending"]);
const REFUSED = new Set(["conflict", "rejected", "deferred"]);

export const isUnsent = (op) => UNSENT.has(op.state);
export const isAnswered = (op) => op.state === "answered";
export const answerStatus = (op) => (op.state === "answered" ? op.answer.status : null);
/** Refused and not yet settled by its author. */
export const needsPerson = (op) =>
  op.state === "answered" && REFUSED.has(op.answer.status) && !op.settled_at;
/** Its effect is to be shown although the base copy does not have it. */
export const isPending = (op) => isUnsent(op) || answerStatus(op) === "applied";

const isHeld = (op, now) => op.send_after > now && op.send_after - now <= LONGEST_HOLD;

/** The version that wrote an op; the first one did not say. */
export const versionOf = (op) => op.schema_ver ?? 1;

/** What travels: nothing of the phone's own bookkeeping. */
export function wireForm(op) {
  const { op_id, seq, kind, id, base_ver, args, at } = op;
  return { op_id, seq, kind, id, base_ver, args, at };
}

/**
 * The next ops to send, in the order in which they were made, all of one version. An entity with a refused op, or
 * with an op that is held back, holds back its own later ops and nobody else's.
 */
export function nextBatch(ops, now, { count = BATCH_COUNT, bytes = BATCH_BYTES, encoder } = {}) {
  const blocked = new Set();
  const batch = [];
  let size = 0;
  for (const op of [...ops].sort((left, right) => left.seq - right.seq)) {
    if (needsPerson(op)) blocked.add(op.id);
    if (!isUnsent(op) || blocked.has(op.id)) continue;
    if (isHeld(op, now)) {
      blocked.add(op.id);
      continue;
    }
    const length = encoder.encode(JSON.stringify(wireForm(op))).length + 1;
    const isOther = batch.length > 0 && (size + length > bytes || versionOf(op) !== versionOf(batch[0]));
    if (batch.length === count || isOther) break;
    batch.push(op);
    size += length;
  }
  return batch;
}

/** The earliest moment at which a held-back op may leave, or null. */
export function nextRelease(ops, now) {
  const moments = ops.filter((op) => op.state === "queued" && isHeld(op, now));
  return moments.length ? Math.min(...moments.map((op) => op.send_after)) : null;
}

/**
 * A new UUIDv7 for an instant in milliseconds; `randomBytes(count)` gives a Uint8Array.
 * @param {number} milliseconds
 * @param {(count: number) => Uint8Array} randomBytes
 */
export function newId(milliseconds, randomBytes) {
  const bytes = randomBytes(10);
  bytes[0] = 0x70 | (bytes[0] & 0x0f);
  bytes[2] = 0x80 | (bytes[2] & 0x3f);
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const text = Math.floor(milliseconds).toString(16).padStart(12, "0") + random;
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Which photos an op has named. */
export const hashesOf = (op) => op.args.photos ?? [];
export const hasArrived = (op) => op.state === "included" || answerStatus(op) === "applied";

/** Which of them are on this phone only. */
export const waiting = (op) =>
  isUnsent(op) || hasArrived(op) || needsPerson(op)
    ? hashesOf(op).filter((hash) => !op.photos_sent?.[hash])
    : [];
