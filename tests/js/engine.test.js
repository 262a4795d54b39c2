import assert from "node:assert/strict";
import { test } from "node:test";

import { backOff } from "../../frontend/static/js/offline/engine.js";
import { newId, SCHEMA_VERSION } from "../../frontend/static/js/offline/ops.js";
import { device, StillClock, wish } from "./support/device.js";
import { ModelServer } from "./support/server.js";

// The sum for rows 1 and 2, both in version 1, worked out by the server's `check_of`.
const CHECK_OF_1_1_AND_2_1 = "32b651172b5effd2";

const silence = () => ({ kind: "silence", reason: "TypeError" });
const refusal = (status, more = {}) => () => ({ kind: "answer", status, body: {}, retryAfter: null, ...more });

async function started(options = {}) {
  const server = options.server ?? new ModelServer();
  const phone = device({ server, ...options });
  await phone.engine.start();
  await phone.idle();
  return { server, phone };
}

test("a saved op is sent, answered and, once a pull includes it, leaves the outbox", async () => {
  const { server, phone } = await started();
  const op = await phone.engine.save(wish());
  await phone.idle();
  assert.deepEqual(server.effects, [op.op_id]);
  const [kept] = await phone.ops();
  assert.equal(kept.state, "included");
  assert.equal((await phone.rows("demand_change"))[0].last_op, op.op_id);
  assert.equal(phone.engine.connection.state, "live");
});

test("without a network an op waits, and goes out when there is one again", async () => {
  const { server, phone } = await started();
  const connected = phone.network;
  phone.network = silence;
  await phone.engine.save(wish());
  await phone.idle();
  assert.equal((await phone.ops())[0].state, "queued");
  assert.equal(phone.engine.connection.state, "silent");
  assert.equal(phone.engine.connection.reason, "TypeError");
  assert.deepEqual(server.effects, []);
  phone.network = connected;
  phone.clock.advance(3000);
  await phone.idle();
  assert.equal(server.effects.length, 1);
});

test("without a way to the server an op is not touched, and can still be taken back", async () => {
  const { phone } = await started();
  phone.reach = async () => silence();
  const asked = phone.requests.length;
  const op = await phone.engine.save(wish());
  await phone.idle();
  assert.equal(phone.engine.connection.state, "silent");
  const [kept] = await phone.ops();
  assert.deepEqual([kept.state, kept.attempts, phone.requests.length], ["queued", undefined, asked]);
  assert.equal(await phone.engine.discard(op.op_id), true);
});

test("an answer that is lost on its way does not make the effect happen twice", async () => {
  const { server, phone } = await started();
  const connected = phone.network;
  phone.network = (path, body) => {
    connected(path, body);
    return silence();
  };
  await phone.engine.save(wish());
  await phone.idle();
  phone.network = connected;
  phone.engine.trigger("online");
  await phone.idle();
  assert.equal(server.effects.length, 1);
  assert.equal((await phone.ops())[0].answer.replayed, true);
});

test("a refused op holds back its own entity and no other", async () => {
  const { server, phone } = await started();
  server.judge = (op) => (op.args.quantity_delta === "-500" ? "rejected" : "applied");
  const refused = await phone.engine.save(wish({ quantity_delta: "-500" }));
  const other = await phone.engine.save(wish({ quantity_delta: "20" }));
  const later = await phone.engine.save({
    kind: "withdraw_demand_change",
    id: refused.id,
    args: { reason: "other" },
  });
  await phone.idle();
  const byId = new Map((await phone.ops()).map((op) => [op.op_id, op]));
  assert.equal(byId.get(refused.op_id).answer.status, "rejected");
  assert.equal(byId.get(other.op_id).state, "included");
  assert.deepEqual(server.effects, [other.op_id]);
  assert.notEqual(byId.get(later.op_id)?.answer?.status, "applied");
});

test("settling a refused op asks again under a new id and takes it off the list", async () => {
  const { server, phone } = await started();
  server.judge = () => "conflict";
  const op = await phone.engine.save(wish());
  await phone.idle();
  server.judge = () => "applied";
  for (const receipt of server.receipts.values()) receipt.isSettled = true;
  const again = await phone.settle(op.op_id, { base_ver: 2, args: wish({ quantity_delta: "20" }).args });
  await phone.idle();
  assert.notEqual(again.op_id, op.op_id);
  assert.deepEqual(server.effects, [again.op_id]);
  const kept = (await phone.ops()).find((candidate) => candidate.op_id === op.op_id);
  assert.equal(typeof kept.settled_at, "number");
});

test("an op that has not left can be taken back, one that may have left cannot", async () => {
  const { phone } = await started();
  const held = await phone.engine.save({ ...wish(), hold: 8000 });
  await phone.idle();
  assert.equal(await phone.engine.discard(held.op_id), true);
  assert.deepEqual(await phone.ops(), []);
  phone.network = silence;
  const sent = await phone.engine.save(wish());
  await phone.idle();
  assert.equal(await phone.engine.discard(sent.op_id), false);
});

test("an op that is held for undo leaves by itself when its time is over", async () => {
  const { server, phone } = await started();
  await phone.engine.save({ ...wish(), hold: 8000 });
  await phone.idle();
  assert.deepEqual(server.effects, []);
  phone.clock.advance(8000);
  await phone.idle();
  assert.equal(server.effects.length, 1);
});

test("where it could not leave at once, an op waits for its undo, so that undo leaves nothing behind", async () => {
  const { server, phone } = await started();
  const connected = phone.network;
  phone.network = silence;
  phone.engine.trigger("offline");
  await phone.idle();
  const op = await phone.engine.save({ ...wish(), undo: 8000 });
  await phone.idle();
  assert.equal(await phone.engine.discard(op.op_id), true);
  phone.network = connected;
  phone.engine.trigger("online");
  await phone.idle();
  await phone.engine.save({ ...wish(), undo: 8000 });
  await phone.idle();
  assert.equal(server.effects.length, 1);
});

for (const [status, state] of [[401, "signed_out"], [403, "revoked"], [426, "too_old"], [503, "silent"]]) {
  test(`a ${status} keeps every op and says ${state}`, async () => {
    const { server, phone } = await started();
    phone.network = refusal(status);
    await phone.engine.save(wish());
    await phone.idle();
    assert.equal(phone.engine.connection.state, state);
    const [op] = await phone.ops();
    assert.equal(op.state, "queued");
    phone.network = (path, body) => server.answer(path, body);
    phone.engine.trigger("signed_in");
    await phone.idle();
    assert.deepEqual(server.effects, [op.op_id]);
  });
}

test("Retry-After is kept to", async () => {
  const { server, phone } = await started();
  phone.network = refusal(429, { retryAfter: 40_000 });
  await phone.engine.save(wish());
  await phone.idle();
  phone.network = (path, body) => server.answer(path, body);
  phone.clock.advance(39_999);
  await phone.idle();
  assert.deepEqual(server.effects, []);
  phone.clock.advance(1);
  await phone.idle();
  assert.equal(server.effects.length, 1);
});

test("a batch that is too large is halved until it fits", async () => {
  const { server, phone } = await started();
  phone.network = silence;
  for (let index = 0; index < 10; index += 1) await phone.engine.save(wish());
  await phone.idle();
  phone.network = (path, body) =>
    body?.ops?.length > 3 ? refusal(413)() : server.answer(path, body);
  phone.engine.trigger("online");
  await phone.idle();
  assert.equal(server.effects.length, 10);
});

test("one op that the server cannot read is set aside and the others are sent", async () => {
  const { server, phone } = await started();
  phone.network = silence;
  for (let index = 0; index < 5; index += 1) await phone.engine.save(wish({ note: String(index) }));
  await phone.idle();
  phone.network = (path, body) =>
    body?.ops?.some((op) => op.args.note === "3") ? refusal(422)() : server.answer(path, body);
  phone.engine.trigger("online");
  await phone.idle();
  assert.equal(server.effects.length, 4);
  const parked = (await phone.ops()).filter((op) => op.answer?.is_parked);
  assert.deepEqual(parked.map((op) => [op.args.note, op.answer.code]), [["3", "not_understood"]]);
});

test("after a restore of the server the copy starts anew and recent ops are sent again", async () => {
  const { server, phone } = await started();
  server.write("demand_line", { id: "line-1", scope_id: "north", quantity: "120" });
  const op = await phone.engine.save(wish());
  await phone.idle();
  assert.equal((await phone.rows("demand_line")).length, 1);
  const restored = new ModelServer();
  restored.epoch = "epoch-2";
  phone.network = (path, body) => restored.answer(path, body);
  phone.engine.trigger("online");
  await phone.idle();
  phone.clock.advance(5000);
  await phone.idle();
  assert.deepEqual(restored.effects, [op.op_id]);
  assert.equal(await phone.meta("epoch"), "epoch-2");
  assert.deepEqual(await phone.rows("demand_line"), []);
  assert.equal((await phone.ops())[0].state, "included");
});

test("a row's version never goes back", async () => {
  const { server, phone } = await started();
  server.write("demand_line", { id: "line-1", scope_id: "north", quantity: "120" });
  server.write("demand_line", { id: "line-1", scope_id: "north", quantity: "130" });
  phone.engine.trigger("poke");
  await phone.idle();
  const connected = phone.network;
  phone.network = (path, body) => {
    const outcome = connected(path, body);
    if (path.endsWith("pull")) {
      outcome.body.rows = { demand_line: { cols: ["id", "ver", "quantity"], data: [["line-1", 1, "1"]] } };
    }
    return outcome;
  };
  phone.engine.trigger("poke");
  await phone.idle();
  assert.equal((await phone.rows("demand_line"))[0].quantity, "130");
});

test("a scope that is taken away goes at once, and unsent ops stay", async () => {
  const { server, phone } = await started();
  server.write("demand_line", { id: "line-1", scope_id: "north", quantity: "120" });
  phone.engine.trigger("poke");
  await phone.idle();
  await phone.engine.save({ ...wish(), hold: 60_000 });
  await phone.idle();
  const connected = phone.network;
  phone.network = (path, body) => {
    const outcome = connected(path, body);
    if (path.endsWith("pull")) outcome.body.removed = ["north"];
    return outcome;
  };
  phone.engine.trigger("poke");
  await phone.idle();
  assert.deepEqual(await phone.rows("demand_line"), []);
  assert.equal((await phone.ops()).length, 1);
});

test("a scope whose checksum differs is fetched again, once", async () => {
  const { server, phone } = await started();
  server.write("demand_line", { id: "line-1", scope_id: "north", quantity: "120" });
  const connected = phone.network;
  phone.network = (path, body) => {
    const outcome = connected(path, body);
    if (path.endsWith("pull")) outcome.body.check = { north: { n: 7, h: "0000000000000000" } };
    return outcome;
  };
  phone.requests.length = 0;
  phone.engine.trigger("poke");
  await phone.idle();
  assert.equal(await phone.meta("check_mismatches"), 1);
  assert.equal(phone.requests.filter(({ path }) => path.endsWith("pull")).length, 2);
});

test("a scope whose checksum is right is believed, and not summed again while nothing changes", async () => {
  const { server, phone } = await started();
  server.write("demand_line", { id: "00000000-0000-0000-0000-000000000001", scope_id: "north" });
  server.write("demand_line", { id: "00000000-0000-0000-0000-000000000002", scope_id: "north" });
  const connected = phone.network;
  phone.network = (path, body) => {
    const outcome = connected(path, body);
    if (path.endsWith("pull")) outcome.body.check = { north: { n: 2, h: CHECK_OF_1_1_AND_2_1 } };
    return outcome;
  };
  phone.engine.trigger("poke");
  await phone.idle();
  assert.equal(await phone.meta("check_mismatches"), undefined);
  assert.equal((await phone.rows("demand_line")).length, 2);
});

test("a settled refusal is told to the server once, with the next ops", async () => {
  const { server, phone } = await started();
  server.judge = () => "rejected";
  const op = await phone.engine.save(wish());
  await phone.idle();
  server.judge = () => "applied";
  await phone.settle(op.op_id);
  await phone.engine.save(wish());
  await phone.idle();
  await phone.engine.save(wish());
  await phone.idle();
  const told = phone.requests.filter(({ path }) => path.endsWith("push")).map(({ body }) => body.settled);
  assert.deepEqual(told, [undefined, [op.op_id], undefined]);
});

test("the draft that an op ends goes in the same transaction", async () => {
  const { phone } = await started();
  await phone.store.write(["drafts"], async (tx) => tx.put("drafts", { key: "draft-1" }));
  await phone.engine.save(wish(), "draft-1");
  assert.deepEqual(await phone.store.read(["drafts"], (tx) => tx.all("drafts")), []);
  assert.ok(phone.events.some(({ topic }) => topic === "drafts"));
});

test("the pause between tries doubles, is half chance and ends at five minutes", () => {
  assert.equal(backOff(0, () => 0), 500);
  assert.equal(backOff(0, () => 1), 1000);
  assert.equal(backOff(3, () => 0.5), 6000);
  assert.equal(backOff(40, () => 1), 300_000);
});

test("a stopped engine asks nothing more", async () => {
  const clock = new StillClock();
  const { phone } = await started({ clock });
  phone.engine.stop();
  phone.requests.length = 0;
  clock.advance(600_000);
  await phone.idle();
  assert.deepEqual(phone.requests, []);
});

test("an op held for undo leaves although the clock is set back a day meanwhile", async () => {
  const { server, phone } = await started();
  await phone.engine.save({ ...wish(), hold: 8000 });
  await phone.idle();
  phone.clock.time -= 86_400_000;
  phone.engine.trigger("visible");
  await phone.idle();
  assert.equal(server.effects.length, 1);
});

test("an op that was answered between two restores is sent once more", async () => {
  const { server, phone } = await started();
  server.restore(server.backup());
  phone.network = (path, body) => {
    const outcome = server.answer(path, body);
    // The second restore comes right after the answer, before the phone has pulled anything.
    if (path.endsWith("push") && body.ops.length > 0 && outcome.status === 200 && server.epoch === "epoch-2") server.restore(new ModelServer().backup());
    return outcome;
  };
  const op = await phone.engine.save(wish());
  for (let round = 0; round < 4; round += 1) {
    await phone.idle();
    phone.clock.advance(300_000);
  }
  await phone.idle();
  assert.equal(server.epoch, "epoch-3");
  assert.deepEqual(server.effects, [op.op_id]);
  assert.equal((await phone.ops())[0].state, "included");
});

test("an answer that speaks of none of the ops is no reason to ask again at once", async () => {
  const { server, phone } = await started();
  phone.network = (path, body) =>
    path.endsWith("push") ? { kind: "answer", status: 200, body: { results: [], last_seq: 0, retry_after: null } } : server.answer(path, body);
  phone.requests.length = 0;
  await phone.engine.save(wish());
  await phone.idle();
  assert.equal(phone.requests.filter(({ path }) => path.endsWith("push")).length, 1);
  assert.equal((await phone.ops())[0].state, "queued");
});

test("a phone whose disk was full at its start sends in its own name once there is room", async () => {
  const server = new ModelServer();
  let isFull = true;
  const phone = device({ server, isFull: () => isFull });
  await phone.engine.start();
  await phone.idle();
  assert.equal(phone.engine.connection.state, "full");
  await assert.rejects(phone.engine.save(wish()), { name: "QuotaExceededError" });
  assert.deepEqual(await phone.ops(), []);
  isFull = false;
  await phone.engine.save(wish());
  phone.engine.trigger("visible");
  await phone.idle();
  phone.clock.advance(5000);
  await phone.idle();
  const pushed = phone.requests.filter(({ path }) => path.endsWith("push"));
  assert.ok(pushed.length > 0 && pushed.every(({ body }) => typeof body.client_id === "string"));
  assert.equal(server.effects.length, 1);
});

test("an op travels as the version that wrote it, in an envelope of its own version", async () => {
  const { server, phone } = await started();
  const connected = phone.network;
  phone.network = silence;
  const first = await phone.engine.save(wish({ note: "before any version was noted" }));
  const second = await phone.engine.save(wish({ note: "of a version between" }));
  await phone.engine.save(wish({ note: "now" }));
  await phone.idle();
  await phone.store.write(["ops"], async (tx) => {
    const { schema_ver: version, ...unmarked } = await tx.get("ops", first.op_id);
    assert.equal(version, SCHEMA_VERSION);
    tx.put("ops", unmarked);
    tx.put("ops", { ...(await tx.get("ops", second.op_id)), schema_ver: 0 });
  });
  phone.requests.length = 0;
  phone.network = connected;
  phone.clock.advance(10_000);
  await phone.idle();
  const pushes = phone.requests.filter(({ path }) => path === "/sync/v1/push");
  assert.deepEqual(
    pushes.map(({ body }) => [body.schema_ver, body.ops.map((op) => op.args.note)]),
    [
      [1, ["before any version was noted"]],
      [0, ["of a version between"]],
      [SCHEMA_VERSION, ["now"]],
    ],
  );
  assert.equal("schema_ver" in pushes[0].body.ops[0], false);
  assert.equal(server.effects.length, 3);
});

test("a refused op that its author has changed is of today's version", async () => {
  const { server, phone } = await started();
  server.judge = (op) => (op.args.quantity_delta === "-500" ? "rejected" : "applied");
  const refused = await phone.engine.save(wish({ quantity_delta: "-500" }));
  await phone.idle();
  await phone.store.write(["ops"], async (tx) => {
    tx.put("ops", { ...(await tx.get("ops", refused.op_id)), schema_ver: 0 });
  });
  const again = await phone.settle(refused.op_id, { id: refused.id, args: wish().args });
  assert.equal(again.schema_ver, SCHEMA_VERSION);
});

test("an id is a UUIDv7 of its instant", () => {
  const id = newId(Date.parse("2026-11-24T08:00:00Z") + 0.5, (count) => new Uint8Array(count).fill(0xff));
  assert.equal(id, "01a20c91-a000-7fff-bfff-ffffffffffff");
});
