// The offline engine: keeps ops, sends them, receives rows. Clock, random, network, storage and
// locks are passed in, so that it runs the same in a worker, in a test and in a simulation.

import { Checksums } from "./check.js";
import { newId, nextRelease, SCHEMA_VERSION } from "./ops.js";
import { pullAll, startAnew } from "./pull.js";
import { pushAll } from "./push.js";
import { refreshReference } from "./reference.js";

const FIRST_DELAY = 1000;
const LONGEST_DELAY = 5 * 60_000;
const QUIET = 60_000;
const REFERENCE_AGE = 10 * 60_000;
const REFERENCE_AGE_WHEN_WOKEN = 60_000;

const STATE_BY_STATUS = { 401: "signed_out", 403: "revoked", 426: "too_old" };

/** A delay that doubles with each failure, with half of it left to chance. */
export function backOff(failures, random) {
  const ceiling = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(failures, 12));
  return ceiling / 2 + random() * (ceiling / 2);
}

export class Engine {
  #parts;
  #context;
  #running = false;
  #again = false;
  #failures = 0;
  #cancel = null;
  #stopped = false;
  #isSendingPhotos = false;
  #connection = { state: "starting", last_good_at: null, since: null, sending: null };

  /** `parts`: {store, network, clock, random, randomBytes, locks, encoder, emit, sendPhotos}. */
  constructor(parts) {
    this.#parts = parts;
    this.#context = {
      ...parts,
      checksums: new Checksums(),
      changed: (topic) => parts.emit({ topic }),
      progress: (sending) => this.#show({ sending }),
    };
  }

  get connection() {
    return this.#connection;
  }

  /**
   * Begin; a full disk is no obstacle, since what is there can be sent all the same. Answers whether
   * this device has no copy of the person yet.
   */
  async start() {
    const [clientId, asOf] = await Promise.all([this.#meta("client_id"), this.#meta("as_of")]);
    this.#connection.last_good_at = asOf ?? null;
    this.trigger("start");
    return { is_new: !clientId };
  }

  #meta(key) {
    return this.#parts.store.read(["meta"], (tx) => tx.get("meta", key));
  }

  /** Make the device's client id at first use. */
  async #introduce() {
    const { store, clock, randomBytes } = this.#parts;
    if (await this.#meta("client_id")) return;
    await store.write(["meta"], async (tx) => {
      if (await tx.get("meta", "client_id")) return;
      tx.put("meta", newId(clock.now(), randomBytes), "client_id");
    });
  }

  stop() {
    this.#stopped = true;
    this.#cancel?.();
  }

  /**
   * Keep an op. Fulfilled only when it is durable. `intent` is {kind, id?, base_ver, args, shown?,
   * hold?, undo?}: `shown` is what screens say about it, `hold` the milliseconds in which it may be
   * undone before it leaves, `undo` the same where it could not leave at once anyway. `draftKey` is the draft that this op ends, in the same transaction.
   */
  async save(intent, draftKey = null) {
    const { store, clock, randomBytes } = this.#parts;
    const now = clock.now();
    const hold = intent.hold ?? (this.#connection.state === "live" ? 0 : intent.undo ?? 0);
    const op = await store.write(["ops", "meta", "drafts"], async (tx) => {
      const seq = ((await tx.get("meta", "seq")) ?? 0) + 1;
      const made = {
        op_id: newId(now, randomBytes),
        seq,
        kind: intent.kind,
        id: intent.id ?? newId(now, randomBytes),
        base_ver: intent.base_ver ?? 0,
        args: intent.args,
        schema_ver: SCHEMA_VERSION,
        at: new Date(now).toISOString(),
        state: "queued",
        saved_at: now,
        send_after: hold ? now + hold : 0,
        shown: intent.shown ?? null,
        answer: null,
      };
      tx.put("ops", made);
      tx.put("meta", seq, "seq");
      if (draftKey) tx.delete("drafts", draftKey);
      return made;
    });
    this.#context.changed("ops");
    if (draftKey) this.#context.changed("drafts");
    this.trigger("save");
    return op;
  }

  /** Take an op back that has not left yet; false when it may already be on its way. */
  async discard(opId) {
    const taken = await this.#parts.store.write(["ops"], async (tx) => {
      const op = await tx.get("ops", opId);
      if (op?.state !== "queued" || op.attempts) return false;
      tx.delete("ops", opId);
      return true;
    });
    if (taken) this.#context.changed("ops");
    return taken;
  }

  /** Something happened that makes it worth trying now; calls while a round runs make one more. */
  trigger(reason) {
    if (this.#stopped) return;
    // A network that has just come may fail once more; then the next try is soon.
    if (reason === "signed_in" || reason === "online") this.#failures = 0;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    this.#cancel?.();
    this.#cancel = null;
    this.#parts.locks.run(() => this.#round(reason)).then(
      (delay) => this.#rest(delay),
      (error) => this.#rest(this.#failed(error?.name === "QuotaExceededError" ? "full" : "silent")),
    );
  }

  #rest(delay) {
    this.#running = false;
    if (this.#stopped) return;
    if (this.#again) {
      this.#again = false;
      this.trigger("again");
      return;
    }
    this.#cancel = this.#parts.clock.after(delay, () => this.trigger("timer"));
  }

  /** One round: send, receive, refresh reference data. Answers how long to rest. */
  async #round(reason) {
    // An answer counts only in the epoch that gave it, so none is asked for before the epoch is known.
    await this.#introduce();
    let outcome = (await this.#meta("epoch")) ? { kind: "done" } : await pullAll(this.#context);
    if (outcome.kind === "done") outcome = await pushAll(this.#context);
    if (outcome.kind === "done") outcome = await pullAll(this.#context);
    if (outcome.kind === "done" && (await this.#isReferenceOld(reason))) {
      outcome = await refreshReference(this.#context);
      if (outcome.kind === "done") await this.#markReference();
    }
    if (outcome.kind === "done") return this.#succeeded();
    if (outcome.kind === "silence") return this.#failed("silent", outcome);
    if (outcome.kind === "wait") return this.#failed("live", outcome);
    if (outcome.status === 409) {
      await startAnew(this.#context);
      this.#again = this.#failures === 0;
      return this.#failed("live", outcome);
    }
    return this.#failed(STATE_BY_STATUS[outcome.status] ?? "silent", outcome);
  }

  /** Photos go beside the rounds, so that no op ever waits for one; the next good round tries again. */
  async #sendPhotos() {
    const { locks, sendPhotos } = this.#parts;
    if (this.#isSendingPhotos || !sendPhotos) return;
    this.#isSendingPhotos = true;
    try {
      await locks.run(() => sendPhotos(this.#context), "photos");
    } catch {
      // What stood in the way stands in the way of the next round, too, and is told there.
    }
    this.#isSendingPhotos = false;
  }

  async #succeeded() {
    const { clock, store } = this.#parts;
    this.#failures = 0;
    this.#sendPhotos();
    const now = clock.now();
    const skew = this.#parts.network.skew?.() ?? 0;
    this.#show({ state: "live", last_good_at: now, since: null, sending: null, skew });
    const release = await store.read(["ops"], async (tx) => nextRelease(await tx.all("ops"), now));
    return release === null ? QUIET : Math.max(0, Math.min(QUIET, release - now));
  }

  #failed(state, outcome = {}) {
    const { clock, random } = this.#parts;
    const before = this.#connection;
    const since = before.state === state ? before.since : clock.now();
    this.#show({ state, since, reason: outcome.reason ?? null, sending: null });
    this.#failures += 1;
    return outcome.retryAfter ?? outcome.delay ?? backOff(this.#failures, random);
  }

  async #isReferenceOld(reason) {
    if (reason === "reference") return true;
    const checked = await this.#meta("reference_checked_at");
    const age = reason === "timer" || reason === "again" ? REFERENCE_AGE : REFERENCE_AGE_WHEN_WOKEN;
    return !checked || Math.abs(this.#parts.clock.now() - checked) > age;
  }

  async #markReference() {
    const { store, clock } = this.#parts;
    await store.write(["meta"], async (tx) => tx.put("meta", clock.now(), "reference_checked_at"), "relaxed");
  }

  #show(changes) {
    this.#connection = { ...this.#connection, ...changes };
    this.#parts.emit({ topic: "connection", value: this.#connection });
  }
}
