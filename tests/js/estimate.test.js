import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { availableOn, estimate, firstDayFor, ruleFor } from "../../frontend/static/js/offline/estimate.js";

const NOW = Date.parse("2026-11-24T09:58:00Z");
// Cumulative free stock: 22 until 7 December, 50 from the 8th.
const availability = {
  as_of: "2026-11-24T07:42:00Z",
  from_on: "2026-11-24",
  steps: [[0, "12"], [4, "22"], [14, "50"]],
};
const wanted = (changes) => ({
  quantity_before: "120",
  quantity: "160",
  due_on_before: "2026-12-03",
  promised_on: "2026-12-03",
  due_on: "2026-12-03",
  is_cancellation: false,
  ...changes,
});
const asked = (changes, more = {}) =>
  estimate({ availability, wanted: wanted(changes), today: "2026-11-24", now: NOW, ...more });

test("free stock on a day is the last step before it", () => {
  assert.equal(availableOn(availability, "2026-11-23"), "0");
  assert.equal(availableOn(availability, "2026-11-27"), "12");
  assert.equal(availableOn(availability, "2026-12-31"), "50");
  assert.equal(firstDayFor(availability, "23", "2026-11-30"), "2026-12-08");
  assert.equal(firstDayFor(availability, "51", "2026-11-30"), null);
});

test("more of a line needs only the difference", () => {
  const found = asked({});
  assert.deepEqual(
    [found.kind, found.on_time, found.firm, found.added, found.short, found.all_on],
    ["partly", "142", "120", "22", "18", "2026-12-08"],
  );
  assert.deepEqual([asked({ quantity: "140" }).kind, asked({ quantity: "140" }).on_time], ["on_time", "140"]);
});

test("a new line needs all of its quantity", () => {
  const found = asked({ quantity_before: "0", quantity: "30", due_on_before: null });
  assert.deepEqual([found.kind, found.on_time, found.short, found.all_on], ["partly", "22", "8", "2026-12-08"]);
});

test("sooner needs the whole line before its own day, and by then it is there by itself", () => {
  const found = asked({ quantity: "120", due_on: "2026-11-26" });
  assert.deepEqual([found.kind, found.on_time, found.short, found.all_on], ["partly", "12", "108", "2026-12-03"]);
});

test("sooner and more waits for both", () => {
  const found = asked({ quantity: "150", due_on: "2026-11-26" });
  assert.deepEqual([found.kind, found.short, found.all_on], ["partly", "138", "2026-12-08"]);
});

test("a line that is promised late is not there on its day", () => {
  const found = asked({ quantity: "130", promised_on: "2026-12-10" });
  assert.deepEqual([found.kind, found.on_time, found.short, found.all_on], ["partly", "22", "108", "2026-12-10"]);
});

test("a day that has gone by counts as today and says that it is late", () => {
  const found = asked({ quantity: "130", due_on_before: "2026-11-20", promised_on: "2026-11-20", due_on: "2026-11-20" });
  assert.deepEqual([found.kind, found.day, found.on_time, found.is_overdue], ["on_time", "2026-11-24", "130", true]);
});

test("less, and nothing at all, set stock free", () => {
  assert.deepEqual([asked({ quantity: "100" }).kind, asked({ quantity: "100" }).released], ["released", "20"]);
  assert.deepEqual([asked({ quantity: "0", is_cancellation: true }).kind, asked({ quantity: "0", is_cancellation: true }).released], ["released", "120"]);
});

test("later with the same quantity is on time", () => {
  assert.equal(asked({ quantity: "120", due_on: "2026-12-10" }).kind, "on_time");
});

test("a customer who takes all at once gets all of it later, and nothing that would be too late", () => {
  const rule = { allows_partial: false, maximum_days_late: 5 };
  const whole = asked({}, { rule });
  assert.deepEqual([whole.kind, whole.on_time, whole.short, whole.all_on], ["late", "0", "160", "2026-12-08"]);
  const strict = asked({}, { rule: { allows_partial: null, maximum_days_late: 4 } });
  assert.deepEqual([strict.kind, strict.on_time, strict.short, strict.all_on], ["partly", "142", "18", null]);
  assert.equal(asked({ quantity: "140" }, { rule }).kind, "on_time");
  assert.equal(asked({}, { rule: { allows_partial: true, maximum_days_late: null } }).all_on, "2026-12-08");
});

const shared = JSON.parse(readFileSync(new URL("../golden/estimate/cases.json", import.meta.url)));
for (const { name, quantity, line, customer, item, on_time: onTime, all_on: allOn } of shared.cases) {
  test(`by the rules of the engine: ${name}`, () => {
    const found = estimate({
      availability: { as_of: "2026-11-24T07:42:00Z", from_on: shared.from_on, steps: shared.steps },
      wanted: wanted({ quantity_before: "0", quantity, due_on_before: null, due_on: shared.due_on }),
      today: shared.from_on,
      now: NOW,
      rule: ruleFor({ line, customer, item }, quantity),
    });
    assert.deepEqual([found.on_time, found.all_on], [onTime, allOn]);
  });
}

test("rules whose effect a phone cannot know are named", () => {
  assert.deepEqual(ruleFor({ line: { ships_together: true }, customer: { remaining_life_days: 30 }, item: {} }, "5").unseen, ["together", "life"]);
  assert.deepEqual(ruleFor({ line: { ships_together: false }, customer: { ships_together: true }, item: {} }, "5").unseen, []);
  assert.deepEqual(ruleFor({ line: null, customer: null, item: null }, "5").unseen, []);
  assert.deepEqual(asked({}, { rule: { unseen: ["together"] } }).unseen, ["together"]);
});

test("more of a line is rounded up to full pallets, less stays as asked", () => {
  const rule = { load: "60" };
  assert.deepEqual([asked({ quantity: "130" }, { rule }).quantity, asked({ quantity: "130" }, { rule }).short], ["180", "38"]);
  assert.deepEqual([asked({ quantity: "100" }, { rule }).quantity, asked({ quantity: "100" }, { rule }).released], ["100", "20"]);
});

test("nothing in sight is said as such", () => {
  const found = asked({ quantity_before: "0", quantity: "300", due_on_before: null, due_on: "2026-11-24" });
  assert.deepEqual([found.kind, found.on_time, found.all_on], ["partly", "12", null]);
});

test("inside the frozen zone it says until when, last day included", () => {
  assert.equal(asked({}, { frozenUntil: "2026-12-03" }).frozen_until, "2026-12-03");
  assert.equal(asked({}, { frozenUntil: "2026-12-02" }).frozen_until, null);
});

test("figures older than a day are marked, and none at all is not a guess", () => {
  assert.equal(asked({}).is_old, false);
  assert.equal(asked({}, { now: NOW + 86_400_000 }).is_old, true);
  assert.deepEqual(asked({}, { availability: null }), { kind: "no_data", frozen_until: null });
});

test("an estimate over 400 steps takes far less than 100 ms", () => {
  const long = { ...availability, steps: Array.from({ length: 400 }, (_, day) => [day, String(day)]) };
  const start = process.cpuUsage();
  for (let round = 0; round < 20; round += 1) asked({ quantity: "500" }, { availability: long });
  assert.ok(process.cpuUsage(start).user / 1000 / 20 < 50);
});
