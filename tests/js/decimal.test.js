import assert from "node:assert/strict";
import { test } from "node:test";

import * as decimal from "../../frontend/static/js/offline/decimal.js";

test("sums are exact where binary fractions are not", () => {
  assert.equal(decimal.add("0.1", "0.2"), "0.3");
  assert.equal(decimal.subtract("1", "0.999999999"), "0.000000001");
  assert.equal(decimal.times("12.5", -3), "-37.5");
});

test("a number is written without exponent, idle zeros or a plus", () => {
  assert.deepEqual(["+40", "007.50", "-0.0", ".5"].map(decimal.plain), ["40", "7.5", "0", "0.5"]);
});

test("the neighbours of a quantity are multiples of the pack", () => {
  assert.deepEqual(decimal.neighbours("155", "10"), ["150", "160"]);
  assert.deepEqual(decimal.neighbours("150", "10"), ["150", "150"]);
  assert.deepEqual(decimal.neighbours("-5", "10"), ["-10", "0"]);
  assert.deepEqual(decimal.neighbours("7", "0"), ["7", "7"]);
});

test("what is not a decimal is refused", () => {
  for (const text of ["", "-", "1e3", "1,5", "NaN", null]) {
    assert.throws(() => decimal.plain(text), TypeError);
  }
});
