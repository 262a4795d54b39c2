// The clock of an urgent order: what it writes, how it stands, and that no wrong clock misleads it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { leftWords, serverClock, standing, used } from "../../frontend/static/js/urgent/left.js";

const MINUTE = 60_000;

test("time left is written to the second, and what is over counts up", () => {
  assert.equal(leftWords(28 * MINUTE + 14_900), "0:28:14");
  assert.equal(leftWords(0), "0:00:00");
  assert.equal(leftWords(-192_000), "+0:03:12");
  assert.equal(leftWords(51 * 60 * MINUTE + 20_000), "51:00:20");
});

test("under a quarter it is soon, after the deadline it is over", () => {
  assert.equal(standing(24 * MINUTE, 90 * MINUTE), "running");
  assert.equal(standing(22 * MINUTE, 90 * MINUTE), "soon");
  assert.equal(standing(-1, 90 * MINUTE), "over");
  assert.equal(standing(5 * MINUTE, 0), "running");
});

test("the bar never leaves its rail", () => {
  assert.equal(used(45 * MINUTE, 90 * MINUTE), 0.5);
  assert.equal(used(100 * MINUTE, 90 * MINUTE), 0);
  assert.equal(used(-MINUTE, 90 * MINUTE), 1);
});

test("the server's time moves with the counter, whatever the device's clock says", () => {
  let counter = 5_000;
  const told = Date.parse("2026-11-24T08:36:00Z");
  const now = serverClock(told, () => counter);
  counter += 14_000;
  const real = Date.now;
  Date.now = () => real() + 3_600_000;
  try {
    assert.equal(now(), told + 14_000);
  } finally {
    Date.now = real;
  }
});
