import assert from "node:assert/strict";
import { test } from "node:test";

import { fold } from "../../frontend/static/js/offline/fold.js";
import { nextBatch } from "../../frontend/static/js/offline/ops.js";
import * as queries from "../../frontend/static/js/offline/queries.js";
import { Reference } from "../../frontend/static/js/offline/reference.js";

const map = (...rows) => new Map(rows.map((row) => [row.id, row]));
const line = { id: "l-1", ver: 3, customer_id: "c-1", item_id: "i-1", site_id: "s-1", quantity: "120", due_on: "2026-11-26", status: "open", order_reference: "20418", line_number: 2 };
const base = () => ({ demand_line: map(line), demand_change: map(), proposal: map(), alert: map() });
let seq = 0;
const op = (kind, id, args, state = "queued", answer = null) => {
  seq += 1;
  return { op_id: `op-${seq}`, seq, kind, id, args, state, answer, at: "2026-11-24T10:00:00Z", send_after: 0 };
};
const request = (state, answer) =>
  op("request_demand_change", "d-1", { demand_line_id: "l-1", customer_id: "c-1", item_id: "i-1", quantity_delta: "40", due_on: null, is_cancellation: false }, state, answer);

test("a saved change is in the view at once and not in the base", () => {
  const held = base();
  const { demand_change: changes } = fold(held, [request("queued")]);
  assert.deepEqual([changes.get("d-1").status, changes.get("d-1").quantity_before, changes.get("d-1").due_on], ["on_phone", "120", "2026-11-26"]);
  assert.equal(held.demand_change.size, 0);
});

test("an answered change shows as received until a pull has it", () => {
  const { demand_change: changes } = fold(base(), [request("answered", { status: "applied", ver: 1 })]);
  assert.equal(changes.get("d-1").status, "received");
});

test("a refused op changes nothing in the view", () => {
  for (const status of ["conflict", "rejected", "deferred"]) {
    assert.equal(fold(base(), [request("answered", { status })]).demand_change.size, 0);
  }
});

test("a withdrawal lies over the base until the base is newer", () => {
  const held = base();
  held.demand_change = map({ id: "d-1", ver: 2, status: "assessed" });
  const withdrawal = op("withdraw_demand_change", "d-1", { reason: "other" });
  assert.equal(fold(held, [withdrawal]).demand_change.get("d-1").status, "withdrawn");
  const answered = { ...withdrawal, state: "answered", answer: { status: "applied", ver: 2 } };
  assert.equal(fold(held, [answered]).demand_change.get("d-1").status, "assessed");
});

test("a decision waits beside its proposal", () => {
  const held = base();
  held.proposal = map({ id: "p-1", ver: 1, status: "open" });
  const decided = fold(held, [op("decide_proposal", "p-1", { decision: "approve", alternative: "overtime" })]);
  assert.equal(decided.proposal.get("p-1").pending_decision.decision, "approve");
  assert.equal(decided.proposal.get("p-1").status, "open");
});

test("an op kind of a later version does not break the view", () => {
  assert.equal(fold(base(), [op("count_stock", "x-1", {})]).demand_line.size, 1);
});

test("a batch stops at its size, and at an op that waits for its undo", () => {
  const encoder = new TextEncoder();
  const ops = [request("queued"), op("withdraw_demand_change", "d-2", {}), op("withdraw_demand_change", "d-2", {})];
  ops[1].send_after = 5000;
  assert.deepEqual(nextBatch(ops, 1000, { encoder }).map((each) => each.id), ["d-1"]);
  assert.deepEqual(nextBatch(ops, 6000, { encoder }).map((each) => each.id), ["d-1", "d-2", "d-2"]);
  assert.equal(nextBatch(ops, 6000, { encoder, bytes: 10 }).length, 1);
});

const reference = new Reference([
  { kind: "item", cols: ["id", "code", "name", "unit", "kind"], data: [["i-1", "EP-7035", "Грунт эпоксидный, серый", "kit", "finished"], ["i-2", "ZN-25", "富锌底漆", "pail", "raw"]] },
  { kind: "customer", cols: ["id", "code", "name", "city", "priority"], data: [["c-1", "40010", "Hartmann Wind Towers", "Esbjerg", 1], ["c-2", "40011", "Märkische Türme", "Kiel", 2]] },
  { kind: "availability", cols: ["item_id", "site_id", "as_of", "from_on", "steps"], data: [["i-1", "s-1", "x", "2026-11-24", [[0, "5"]]], ["i-1", "s-2", "x", "2026-11-24", [[0, "90"]]]] },
]);

test("search finds the beginning of any word, in any script, with or without marks", () => {
  const names = (kind, typed) => reference.search(kind, typed).map((record) => record.id);
  assert.deepEqual(names("customer", "wind hart"), ["c-1"]);
  assert.deepEqual(names("customer", "turme"), ["c-2"]);
  assert.deepEqual(names("customer", "400"), ["c-1", "c-2"]);
  assert.deepEqual(names("item", "эпокс"), ["i-1"]);
  assert.deepEqual(names("item", "底漆"), ["i-2"]);
  assert.deepEqual(names("item", "7035"), ["i-1"]);
  assert.deepEqual(names("customer", "owers"), []);
});

test("the site of a new line is the one with most of the item", () => {
  assert.deepEqual(reference.sitesOf("i-1").map((record) => record.site_id), ["s-2", "s-1"]);
});

const world = (ops, more = {}) => ({
  rows: fold(base(), ops), ops, drafts: [], reference, meta: { as_of: 1 },
  now: Date.parse("2026-11-24T10:00:00Z"), today: "2026-11-24", personId: "me", ...more,
});

test("today lists who has something due, what needs an answer and what is on the move", () => {
  const refused = request("answered", { status: "rejected", code: "frozen_zone", message: "Closed" });
  const moving = { ...request("queued"), id: "d-2" };
  const found = queries.today(world([refused, moving]));
  assert.deepEqual(found.visits.map((visit) => [visit.customer.name, visit.open_count, visit.due_on]), [["Hartmann Wind Towers", 1, "2026-11-26"]]);
  assert.deepEqual(found.needs.map((each) => each.op_id), [refused.op_id]);
  assert.deepEqual(found.moving.map((change) => [change.id, change.item.code]), [["d-2", "EP-7035"]]);
});

test("a line says what is already on the move for it", () => {
  const [found] = queries.lines(world([request("queued")]), { customer_id: "c-1" }).lines;
  assert.deepEqual([found.quantity, found.expected.quantity, found.changes.length], ["120", "160", 1]);
});

test("the last three customers come first when nothing is typed", () => {
  const found = queries.customers(world([request("queued")]));
  assert.deepEqual(found.last.map((customer) => customer.id), ["c-1"]);
  assert.deepEqual(queries.customers(world([]), { typed: "kiel" }).found.map((customer) => customer.id), ["c-2"]);
});

test("the outbox tells what needs its author, what waits and what was sent", () => {
  const sent = request("included", { status: "applied" });
  sent.answered_at = Date.parse("2026-11-24T09:00:00Z");
  const found = queries.outbox(world([sent, { ...request("queued"), id: "d-3" }]));
  assert.deepEqual([found.needs.length, found.waiting.length, found.sent.length], [0, 1, 1]);
});
