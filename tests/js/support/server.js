// A small server that keeps the protocol's word, for tests and simulations of the phone's engine.

const REFUSED = new Set(["conflict", "rejected", "deferred"]);

export class ModelServer {
  epoch = "epoch-1";
  rows = new Map();
  receipts = new Map();
  lastSeq = new Map();
  effects = [];
  photos = new Map();
  /** Which scopes a person holds; a person who is not named holds `north`. */
  members = new Map();
  #position = 0;
  /** Decides the status of an op: applied unless told otherwise. */
  judge = () => "applied";

  scopesOf(person) {
    return this.members.get(person) ?? new Set(["north"]);
  }

  /** Write a row as another person would. */
  write(entity, row) {
    this.#position += 1;
    const held = this.rows.get(row.id);
    const ver = (held?.row.ver ?? 0) + 1;
    const left = held && held.row.scope_id !== row.scope_id ? [held.row.scope_id] : [];
    const exits = new Set([...(held?.exits ?? []), ...left]);
    exits.delete(row.scope_id);
    this.rows.set(row.id, { entity, position: this.#position, row: { ...row, ver }, exits, isGone: false });
    return ver;
  }

  remove(id) {
    const held = this.rows.get(id);
    if (!held || held.isGone) return;
    this.#position += 1;
    this.rows.set(id, { ...held, position: this.#position, row: { ...held.row, ver: held.row.ver + 1 }, isGone: true });
  }

  /** All that a backup would have. */
  backup() {
    const { rows, receipts, lastSeq, effects, photos } = this;
    return structuredClone({ rows, receipts, lastSeq, effects, photos });
  }

  restore(backup) {
    Object.assign(this, structuredClone(backup));
    this.epoch = `epoch-${Number(this.epoch.split("-")[1]) + 1}`;
  }

  push({ client_id: clientId, ops, settled = [] }, person) {
    for (const opId of settled) {
      const receipt = this.receipts.get(opId);
      if (receipt?.person === person) receipt.isSettled = true;
    }
    const results = ops.map((op) => this.#take(clientId, op, person));
    return { results, last_seq: this.lastSeq.get(clientId) ?? 0, retry_after: null };
  }

  #take(clientId, op, person) {
    const receipt = this.receipts.get(op.op_id);
    if (receipt) return { ...receipt.answer, replayed: true };
    const isHeld = [...this.receipts.values()].some(
      (other) =>
        other.clientId === clientId &&
        other.op.id === op.id &&
        other.op.seq < op.seq &&
        REFUSED.has(other.answer.status) &&
        !other.isSettled,
    );
    const settles = op.kind === "withdraw_demand_change";
    const scope = this.rows.get(op.id)?.row.scope_id ?? [...this.scopesOf(person)][0];
    const isThere = op.kind === "request_demand_change" || op.kind === "record_inquiry" || this.rows.has(op.id);
    const isAllowed = isThere && this.scopesOf(person).has(scope);
    const status = isHeld && !settles ? "deferred" : isAllowed ? this.judge(op) : "rejected";
    const answer = { op_id: op.op_id, status, replayed: false };
    if (status === "applied") {
      this.effects.push(op.op_id);
      answer.ver = this.write(op.kind === "record_inquiry" ? "quotation" : "demand_change", {
        ...op.args,
        id: op.id,
        scope_id: scope,
        status: op.kind === "withdraw_demand_change" ? "withdrawn" : "received",
        last_op: op.op_id,
        order: [...(this.rows.get(op.id)?.row.order ?? []), op.seq],
      });
    } else {
      answer.code = "frozen_zone";
      if (status === "conflict") answer.current = this.rows.get(op.id)?.row ?? null;
    }
    this.receipts.set(op.op_id, { clientId, op, answer, person, isSettled: false });
    this.lastSeq.set(clientId, Math.max(this.lastSeq.get(clientId) ?? 0, op.seq));
    return answer;
  }

  /** The cursor is a position a scope; a scope that the client does not hold begins at nothing. */
  pull({ cursor, client_id: clientId, scopes = {} }, person, pageSize = 3) {
    const mine = this.scopesOf(person);
    const from = JSON.parse(cursor ?? "{}").at ?? {};
    const held = Object.keys(scopes ?? {});
    const since = (scope) => (held.includes(scope) ? from[scope] ?? 0 : 0);
    const concerns = ({ row, exits }) => [row.scope_id, ...exits].filter((scope) => mine.has(scope));
    const waiting = [...this.rows.values()]
      .filter((entry) => concerns(entry).some((scope) => entry.position > since(scope)))
      .sort((left, right) => left.position - right.position);
    const page = waiting.slice(0, pageSize);
    const hasMore = waiting.length > page.length;
    const rows = {};
    const dels = {};
    for (const { entity, row, isGone } of page) {
      if (isGone || !mine.has(row.scope_id)) {
        (dels[entity] ??= []).push(row.id);
        continue;
      }
      const cols = Object.keys(row);
      rows[entity] ??= { cols: [...new Set(waiting.flatMap((entry) => Object.keys(entry.row)))], data: [] };
      rows[entity].data.push(rows[entity].cols.map((name) => (cols.includes(name) ? row[name] : null)));
    }
    const reached = hasMore ? page.at(-1).position : this.#position;
    const at = Object.fromEntries([...mine].map((scope) => [scope, Math.max(since(scope), reached)]));
    return {
      epoch: this.epoch,
      rows,
      dels,
      added: [...mine].filter((scope) => !held.includes(scope)),
      removed: held.filter((scope) => !mine.has(scope)),
      acked: { [clientId]: this.lastSeq.get(clientId) ?? 0 },
      cursor: JSON.stringify({ epoch: this.epoch, at }),
      has_more: hasMore,
      reset: [],
      check: {},
    };
  }

  answer(path, body, person = "rep") {
    const answered = (status, content = {}) => ({ kind: "answer", status, body: content, retryAfter: null });
    if (path === "/sync/v1/push") {
      if (body.epoch && body.epoch !== this.epoch) return answered(409, { code: "epoch_changed" });
      return answered(200, this.push(body, person));
    }
    if (path === "/sync/v1/pull") {
      const known = JSON.parse(body.cursor ?? "{}").epoch;
      if (known && known !== this.epoch) return answered(409, { code: "epoch_changed" });
      return answered(200, this.pull(body, person));
    }
    const photo = /^\/api\/v1\/demand-changes\/(.+)\/photos\/(.+)$/.exec(path);
    if (photo) {
      const [, id, hash] = photo;
      if (!this.rows.get(id)?.row.photos?.includes(hash)) return answered(404, { code: "not_found" });
      if (!this.photos.has(hash)) this.photos.set(hash, body);
      return answered(200, { content_hash: hash });
    }
    if (path === "/sync/v1/ref/manifest") {
      return answered(200, { epoch: this.epoch, as_of: null, pages: [] });
    }
    return answered(404);
  }
}
