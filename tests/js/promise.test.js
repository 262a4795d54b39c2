// What a person has asked and holds, with their own ops over it; and until when something may be held.

import assert from "node:assert/strict";
import { test } from "node:test";

import { quotation, quotations } from "../../frontend/static/js/offline/quotations.js";
import { Reference } from "../../frontend/static/js/offline/reference.js";
import { endOf, ends } from "../../frontend/static/js/promise/until.js";

const row = { id: "q-1", ver: 1, customer_id: "c-1", item_id: "i-1", quantity: "60", due_on: "2026-12-03", status: "held", held_until: "2026-11-25T16:00:00Z", asked_at: "2026-11-24T08:00:00Z", deliveries: [{ on: "2026-12-03", quantity: "60" }], open_quantity: "0" };
const ask = { customer_id: "c-1", item_id: "i-1", quantity: "30", due_on: "2026-12-03" };

let seq = 0;
const op = (kind, id, args, state = "queued", answer = null) => {
  seq += 1;
  return { op_id: `op-${seq}`, seq, kind, id, args, state, answer, at: "2026-11-24T10:00:00Z", shown: { customer: { id: "c-1", name: "Hartmann" } } };
};
const world = (rows, ops = []) => ({ rows: { quotation: new Map(rows.map((each) => [each.id, each])) }, ops, reference: new Reference([]) });

test("a hold that has not been sent stands among those that are held", () => {
  const { held } = quotations(world([], [op("hold_quotation", "q-2", { ...ask, held_until: "2026-11-26T16:00:00Z" })]), {});
  assert.deepEqual(held.map(({ id, is_unsent: isUnsent, customer }) => [id, isUnsent, customer.name]), [["q-2", true, "Hartmann"]]);
});

test("a hold that was refused says so and holds nothing", () => {
  const refused = op("hold_quotation", "q-2", { ...ask, held_until: "2026-11-26T16:00:00Z" }, "answered", { status: "rejected", message: "Ask again" });
  const { held, lately } = quotations(world([], [refused]), {});
  assert.deepEqual([held.length, lately[0].refused], [0, "Ask again"]);
});

test("giving back and ordering lie over the row until a pull has them", () => {
  const released = op("release_quotation", "q-1", {});
  assert.equal(quotation(world([row], [released]), { id: "q-1" }).status, "released");
  const ordered = op("order_quotation", "q-1", { demand_change_id: "d-1", reason: "other" }, "answered", { status: "applied", ver: 2 });
  const over = quotation(world([row], [ordered]), { id: "q-1" });
  assert.deepEqual([over.status, over.demand_change_id], ["ordered", "d-1"]);
  const pulled = { ...row, ver: 3, status: "lapsed" };
  assert.equal(quotation(world([pulled], [ordered]), { id: "q-1" }).status, "lapsed");
});

test("only one customer's quotations are asked for where one is named", () => {
  const other = { ...row, id: "q-9", customer_id: "c-9" };
  assert.deepEqual(quotations(world([row, other]), { customer_id: "c-9" }).held.map(({ id }) => id), ["q-9"]);
});

test("an end is the evening of its day, and today only while there is some of it left", () => {
  const noon = new Date(2026, 10, 24, 12, 0).getTime();
  const late = new Date(2026, 10, 24, 17, 30).getTime();
  assert.deepEqual(ends(noon).map(({ name }) => name), ["today", "tomorrow", "days", "week"]);
  assert.deepEqual(ends(late).map(({ name }) => name), ["tomorrow", "days", "week"]);
  assert.equal(endOf("days", noon), new Date(2026, 10, 27, 18, 0).toISOString());
});
