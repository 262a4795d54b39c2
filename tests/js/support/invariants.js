// What must hold of a simulated phone, at every moment and once it is quiet.

import assert from "node:assert/strict";

const read = (map) => [...map.values()].map((text) => JSON.parse(text));
const heldRow = (disk, entity, id) => JSON.parse(disk.rows.get(JSON.stringify([entity, id])) ?? "null");
const isUnsent = (op) => op.state === "queued" || op.state === "sending";
const REFUSED = ["conflict", "rejected", "deferred"];

/** At any moment, whatever has just died. */
export function watch({ copies, server }) {
  for (const copy of copies.values()) {
    const { disk } = copy;
    const ops = read(disk.ops);
    assert.equal(new Set(ops.map((op) => op.seq)).size, ops.length, "two ops have one number");
    const scopes = JSON.parse(disk.meta.get("scopes") ?? "{}");
    for (const op of ops) {
      if (op.state !== "included") continue;
      const row = heldRow(disk, "demand_change", op.id);
      const isSeen = row || op.scope in scopes;
      assert.ok(!isSeen || row?.order.includes(op.seq), `I8: op ${op.seq} left the outbox before its row came`);
    }
    const epoch = disk.meta.get("epoch");
    for (const row of read(disk.rows)) {
      const key = `${epoch} ${row.id}`;
      assert.ok(row.ver >= (copy.seen.get(key) ?? 0), `I4: the version of ${row.id} went back`);
      copy.seen.set(key, row.ver);
    }
    for (const opId of copy.takenBack) assert.ok(!server.receipts.has(opId), `op ${opId} was taken back and sent`);
    for (const [opId, op] of copy.saved) {
      const isSafe = disk.ops.has(opId) || server.receipts.has(opId) || copy.discarded.has(opId);
      assert.ok(isSafe || endedWithItsRequest(op, ops), `I1: saved op ${opId} is nowhere`);
    }
  }
  assert.equal(new Set(server.effects).size, server.effects.length, "I2: an effect happened twice");
}

/** What was meant to alter a request that was refused and let go ends with it. */
function endedWithItsRequest(op, ops) {
  return ops.some((other) => other.id === op.id && other.settled_at);
}

/** Once everything has come back and gone quiet. */
export function atRest({ copies, server }) {
  for (const [person, copy] of copies) {
    const ops = read(copy.disk.ops);
    for (const op of ops) {
      const needsPerson = (other) => other.id === op.id && REFUSED.includes(other.answer?.status) && !other.settled_at;
      assert.ok(!isUnsent(op) || ops.some(needsPerson), `I9: op ${op.op_id} never left`);
      if (op.state === "answered") assert.notEqual(op.answer.status, "applied", "I10: applied, not included");
    }
    const mine = server.scopesOf(person);
    const there = [...server.rows.values()]
      .filter(({ row, isGone }) => !isGone && mine.has(row.scope_id))
      .map(({ row }) => `${row.id} ${row.ver}`);
    const here = read(copy.disk.rows).map((row) => `${row.id} ${row.ver}`);
    assert.deepEqual(here.sort(), there.sort(), `I3, I5: the copy of ${person} is not its scope`);
  }
  for (const copy of copies.values()) {
    for (const op of read(copy.disk.ops)) {
      const isNamed = server.rows.get(op.id)?.row.photos === undefined ? [] : server.rows.get(op.id).row.photos;
      for (const hash of op.args.photos ?? []) {
        const isThere = server.photos.get(hash) === hash;
        if (op.state === "included" && isNamed.includes(hash)) assert.ok(isThere, `photo ${hash} never arrived`);
        else assert.ok(isThere || copy.disk.photos.has(hash), `photo ${hash} is nowhere`);
      }
    }
  }
  const refused = new Set([...server.receipts].filter(([, { answer }]) => REFUSED.includes(answer.status)).map(([opId]) => opId));
  assert.ok(!server.effects.some((opId) => refused.has(opId)), "I7: a refused op changed something");
  for (const { row } of server.rows.values()) {
    const order = row.order ?? [];
    assert.deepEqual(order, [...order].sort((left, right) => left - right), "I6: the order of an entity");
  }
}
