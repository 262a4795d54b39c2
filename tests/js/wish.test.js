import assert from "node:assert/strict";
import { test } from "node:test";

import * as rules from "../../frontend/static/js/log/wish.js";
import { asked, merged, settlement, versions } from "../../frontend/static/js/outbox/sides.js";

const item = { id: "i-1", unit: "kit", quantity_decimals: 0, pack_multiple: "10" };
const line = { id: "l-1", quantity: "120", due_on: "2026-12-03", is_urgent: false, site_id: "s-1" };
const subject = { line, item, customer: { id: "c-1" }, site: { id: "s-9" }, today: "2026-11-24" };
const wish = (changes) => ({ ...rules.firstWish(subject), ...changes });

test("chips are multiples of the pack, about a sixth of what is ordered", () => {
  const found = rules.chips({ item, line }).map(({ value }) => value);
  assert.deepEqual(found, ["-40", "-20", "20", "40", "60"]);
});

test("what this customer asks often takes the nearest chip", () => {
  const found = rules.chips({ item, line, past: ["50", "50", "-30", "7"] }).map(({ value }) => value);
  assert.deepEqual(found, ["-30", "-20", "20", "50", "60"]);
});

test("a chip that would leave nothing is not possible", () => {
  const small = { ...line, quantity: "20" };
  const found = rules.chips({ item, line: small }).map(({ value, isPossible }) => [value, isPossible]);
  assert.deepEqual(found, [["-20", false], ["-10", true], ["10", true], ["20", true], ["30", true]]);
});

test("a new line is offered packs only", () => {
  assert.deepEqual(rules.chips({ item, line: null }).map(({ value }) => value), ["10", "20", "30", "50", "100"]);
});

test("the direction of a wish decides which reasons are offered", () => {
  assert.equal(rules.direction(wish({}), line), null);
  assert.equal(rules.direction(wish({ quantity: "160" }), line), "more");
  assert.equal(rules.direction(wish({ quantity: "100" }), line), "less");
  assert.equal(rules.direction(wish({ due_on: "2026-11-26" }), line), "sooner");
  assert.equal(rules.direction(wish({ due_on: "2026-12-10" }), line), "later");
  assert.equal(rules.direction(wish({ is_urgent: true }), line), "sooner");
  assert.equal(rules.direction(wish({ is_cancellation: true }), line), "cancel");
});

test("reasons given most come first, and each of the twelve codes can be reached", () => {
  assert.deepEqual(rules.reasonsFor("more", ["season", "season", "price"]).slice(0, 3), ["season", "price", "project_start"]);
  const all = new Set(["more", "less", "sooner", "later", "cancel"].flatMap((towards) => rules.reasonsFor(towards)));
  assert.equal(all.size, 12);
});

test("a quantity that does not come in packs names its neighbours", () => {
  assert.deepEqual(rules.quantityFault("155", item), { code: "pack_multiple", pack: "10", low: "150", high: "160" });
  assert.equal(rules.quantityFault("160", item), null);
  const least = { ...item, order_minimum: "40" };
  assert.deepEqual(rules.quantityFault("30", least), { code: "below_minimum", minimum: "40" });
  assert.equal(rules.quantityFault("40", least), null);
  assert.equal(rules.quantityFault("0", least), null);
  assert.equal(rules.quantityFault("1.5", item).code, "too_many_decimals");
  assert.equal(rules.canSave(wish({ quantity: "155" }), subject), false);
});

test("nothing can be saved that changes nothing", () => {
  assert.equal(rules.canSave(wish({}), subject), false);
  assert.equal(rules.canSave(wish({ quantity: "160" }), subject), true);
  assert.equal(rules.canSave(wish({ is_cancellation: true }), subject), true);
});

test("the op's arguments leave an unchanged day unsaid", () => {
  const args = rules.argsOf(wish({ quantity: "160", note: " crane " }), { ...subject, reason: "project_start" });
  assert.deepEqual(args, {
    demand_line_id: "l-1",
    customer_id: "c-1",
    item_id: "i-1",
    site_id: "s-1",
    quantity_delta: "40",
    due_on: null,
    is_cancellation: false,
    is_urgent: false,
    reason: "project_start",
    confidence: null,
    note: "crane",
  });
});

test("photos are named only where they differ from what the change has", () => {
  const named = (photos, amended) => rules.argsOf(wish({ quantity: "160", photos }), { ...subject, amended, reason: "season" }).photos;
  assert.equal(named([]), undefined);
  assert.deepEqual(named(["a"]), ["a"]);
  assert.equal(named(["a"], { photos: ["a"] }), undefined);
  assert.deepEqual(named([], { photos: ["a"] }), []);
});

test("a cancelled line loses all of its quantity, a new line says its day", () => {
  const cancelled = rules.argsOf(wish({ is_cancellation: true }), { ...subject, reason: "price" });
  assert.deepEqual([cancelled.quantity_delta, cancelled.due_on], ["-120", null]);
  const fresh = { ...subject, line: null };
  const made = rules.argsOf({ ...rules.firstWish(fresh), quantity: "30" }, { ...fresh, reason: "season" });
  assert.deepEqual([made.demand_line_id, made.quantity_delta, made.due_on, made.site_id], [null, "30", "2026-12-08", "s-9"]);
});

test("a correction starts from what was asked and must differ from it", () => {
  const amended = { quantity_before: "120", quantity_delta: "40", due_on: null, is_urgent: false, is_cancellation: false, note: "", confidence: null };
  const correcting = { ...subject, amended };
  const first = rules.firstWish(correcting);
  assert.equal(first.quantity, "160");
  assert.equal(rules.canSave(first, correcting), false);
  assert.equal(rules.canSave({ ...first, note: "crane" }, correcting), true);
});

const before = { quantity_delta: "40", due_on: null, is_cancellation: false, is_urgent: false, reason: "season", confidence: null, note: "" };
const current = { ...before, quantity_delta: "20", note: "Monday only", ver: 7, quantity_before: "120", due_on_before: "2026-12-03" };
const op = {
  args: { ...before, quantity_delta: "60", due_on: "2026-12-10", demand_line_id: "l-1" },
  shown: { before },
  answer: { status: "conflict", fields: ["quantity_delta"], current },
};

test("a conflict asks only about the field that both changed", () => {
  assert.deepEqual(asked(op), ["quantity_delta"]);
  assert.deepEqual(versions(op, "quantity_delta"), { mine: "60", theirs: "20", before: "40" });
  assert.deepEqual(merged(op).map(({ field, isMine }) => [field, isMine]), [["due_on", true], ["note", false]]);
});

test("each choice keeps what the other person changed elsewhere", () => {
  for (const [side, quantity] of [["mine", "60"], ["theirs", "20"], ["before", "40"]]) {
    const { base_ver: baseVer, args } = settlement(op, { quantity_delta: side });
    assert.deepEqual([baseVer, args.quantity_delta, args.due_on, args.note], [7, quantity, "2026-12-10", "Monday only"]);
  }
});

test("taking theirs with nothing of one's own asks for nothing", () => {
  const only = { ...op, args: { ...op.args, due_on: null } };
  assert.equal(settlement(only, { quantity_delta: "theirs" }), null);
});
