// A long text goes to the server in pieces that it can put together again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { piecesOf } from "../../frontend/static/js/long-text.js";

test("a short text is one piece, an empty one too", () => {
  assert.deepEqual(piecesOf("2026-11-02;1"), ["1/1 2026-11-02;1"]);
  assert.deepEqual(piecesOf(""), ["1/1 "]);
});

test("a long text comes out of its pieces as it was, and none of them is too long to be sent", () => {
  const text = Array.from({ length: 5_000 }, (_, at) => `2026-11-02;${at}`).join("\n").slice(0, 50_000);
  const pieces = piecesOf(text);
  assert.equal(pieces.map((each) => each.slice(each.indexOf(" ") + 1)).join(""), text);
  assert.ok(pieces.length <= 100);
  assert.ok(pieces.every((each, at) => each.length <= 1_220 && each.startsWith(`${at + 1}/${pieces.length} `)));
});
