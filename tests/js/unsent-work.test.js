// Work that leaves one database and comes back into another: nothing is lost and nothing happens twice.

import assert from "node:assert/strict";
import { test } from "node:test";

import { beginning } from "../../frontend/static/js/outbox/again.js";
import { bringBack, unsentWork } from "../../frontend/static/js/offline/unsent-work.js";
import { device, wish } from "./support/device.js";
import { ModelServer } from "./support/server.js";

const silence = () => ({ kind: "silence", reason: "TypeError" });

function opened(phone, personId = "rep") {
  return { store: phone.store, engine: phone.engine, personId, changed: () => undefined };
}

async function started(server) {
  const phone = device({ server, seed: Math.floor(server.receipts.size + 7) });
  await phone.engine.start();
  await phone.idle();
  return phone;
}

/** A phone that saved three changes without a network; the first had arrived, its answer was lost. */
async function loaded(server) {
  const phone = await started(server);
  const connected = phone.network;
  phone.network = (path, body) => {
    connected(path, body);
    return silence();
  };
  const first = await phone.engine.save(wish({ note: "first" }));
  await phone.idle();
  phone.network = silence;
  const second = await phone.engine.save(wish({ note: "second" }));
  const third = await phone.engine.save({ kind: "amend_demand_change", id: second.id, args: wish({ note: "third" }).args });
  await phone.store.write(["drafts", "photos"], async (tx) => {
    tx.put("drafts", { key: "half", wish: { note: "half written", photos: ["p1"] } });
    tx.put("photos", { hash: "p1", bytes: [1, 2, 3], taken_at: 1 });
  });
  await phone.idle();
  return { phone, ops: [first, second, third] };
}

test("unsent work comes back on another phone, each effect once, drafts and photos with it", async () => {
  const server = new ModelServer();
  const { phone, ops } = await loaded(server);
  const work = JSON.parse(JSON.stringify(await unsentWork(opened(phone))));
  const other = await started(server);
  await other.engine.save(wish({ note: "own" }));
  await other.idle();
  assert.equal(await bringBack(opened(other), work), 3);
  await other.idle();
  other.clock.advance(2000);
  await other.idle();
  assert.deepEqual(server.effects.filter((opId) => ops.some((op) => op.op_id === opId)).sort(), ops.map((op) => op.op_id).sort());
  assert.deepEqual(server.rows.get(ops[1].id).row.order, [...server.rows.get(ops[1].id).row.order].sort((a, b) => a - b));
  assert.deepEqual((await other.ops()).map((op) => op.state), ["included", "included", "included", "included"]);
  assert.equal((await other.store.read(["drafts"], (tx) => tx.all("drafts")))[0].key, "half");
  assert.equal((await other.store.read(["photos"], (tx) => tx.all("photos")))[0].hash, "p1");
});

test("an inquiry that had arrived from another phone is found among the quotations", async () => {
  const server = new ModelServer();
  const phone = await started(server);
  const connected = phone.network;
  phone.network = (path, body) => {
    connected(path, body);
    return silence();
  };
  const op = await phone.engine.save({ kind: "record_inquiry", args: { quantity: "30" } });
  await phone.idle();
  const work = JSON.parse(JSON.stringify(await unsentWork(opened(phone))));
  const other = await started(server);
  assert.equal(await bringBack(opened(other), work), 1);
  await other.idle();
  assert.deepEqual(server.effects, [op.op_id]);
  assert.deepEqual((await other.ops()).map(({ state }) => state), ["included"]);
});

test("the same file again brings nothing in", async () => {
  const server = new ModelServer();
  const { phone } = await loaded(server);
  const work = await unsentWork(opened(phone));
  const other = await started(server);
  await bringBack(opened(other), JSON.parse(JSON.stringify(work)));
  await other.idle();
  assert.equal(await bringBack(opened(other), JSON.parse(JSON.stringify(work))), 0);
  assert.equal((await other.ops()).length, 3);
});

test("somebody else's work and other files are refused whole", async () => {
  const server = new ModelServer();
  const { phone } = await loaded(server);
  const work = await unsentWork(opened(phone));
  const other = await started(server);
  for (const wrong of [null, {}, [], { format: "lockstep-unsent-2" }, { ...work, format: "other" }]) {
    await assert.rejects(bringBack(opened(other), wrong), { name: "ForeignWorkError" });
  }
  await assert.rejects(bringBack(opened(other, "colleague"), work), { name: "ForeignWorkError" });
  assert.deepEqual(await other.ops(), []);
});

test("a refused change begins a new one with everything that was wished", () => {
  const op = {
    kind: "request_demand_change",
    id: "d-1",
    args: { ...wish({ quantity_delta: "-40", due_on: null, note: "crane", photos: ["p1"], is_urgent: true, confidence: 0.9 }).args },
    shown: { before: { quantity: "120", due_on: "2026-12-03" } },
    customer: { name: "Hartmann" },
    item: { name: "Primer" },
  };
  const { draft, path } = beginning(op);
  assert.equal(path, "/changes/new?customer=c-1&line=line-1");
  assert.equal(draft.key, "change c-1 line-1");
  assert.deepEqual(draft.wish, {
    quantity: "80", due_on: "2026-12-03", is_urgent: true, is_cancellation: false, note: "crane", confidence: 0.9, photos: ["p1"],
  });
  const amendment = { ...op, kind: "amend_demand_change", change: { status: "assessed", quantity_before: "120", due_on_before: "2026-12-03" } };
  assert.equal(beginning(amendment).path, "/changes/new?amend=d-1");
  assert.equal(beginning({ ...amendment, change: { ...amendment.change, status: "decided" } }).draft.key, "change c-1 line-1");
});
