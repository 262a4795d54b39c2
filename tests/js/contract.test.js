// What the islands send is what the schemas say: same kinds, same fields, same codes.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { OPS, REASON_CODE } from "../../frontend/static/js/generated/contract.js";
import { argsOf, firstWish } from "../../frontend/static/js/log/wish.js";

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), "../../frontend/static/js");

/** Every module of ours and its text. */
function modules() {
  return readdirSync(SOURCES, { recursive: true })
    .map((name) => String(name).replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".js") && !name.startsWith("vendor/") && !name.startsWith("generated/"))
    .map((name) => [name, readFileSync(join(SOURCES, name), "utf8")]);
}

test("a wish becomes exactly the fields of a demand change", () => {
  const wish = { ...firstWish({ line: null, today: "2026-11-23" }), photos: ["0".repeat(64)] };
  const args = argsOf(wish, { line: null, item: { id: "i" }, customer: { id: "c" }, site: null, reason: "other" });
  const { required, optional } = OPS.request_demand_change;
  assert.deepEqual(Object.keys(args).sort(), [...required, ...optional].sort());
});

test("every kind of op that a module names is known to the server", () => {
  const named = modules().flatMap(([name, text]) =>
    [...text.matchAll(/\bsave\(\{\s*kind: "([a-z_]+)"/g)].map(([, kind]) => [name, kind]));
  assert.ok(named.some(([, kind]) => kind === "decide_proposal"));
  assert.deepEqual(named.filter(([, kind]) => !(kind in OPS)), []);
});

test("every field of a decision is known to the server", () => {
  const text = readFileSync(join(SOURCES, "islands/decision-bar.js"), "utf8");
  const block = text.match(/kind: "decide_proposal"[\s\S]*?args: \{([\s\S]*?)\n\s*\},/)[1];
  const sent = [...block.matchAll(/^\s*([a-z_]+)[:,]/gm)].map(([, field]) => field).sort();
  const { required, optional } = OPS.decide_proposal;
  assert.deepEqual(sent, [...required, ...optional].sort());
});

test("every reason that is offered is one that the server knows, and each is offered", () => {
  const text = readFileSync(join(SOURCES, "log/wish.js"), "utf8");
  const block = text.match(/const REASONS = \{([\s\S]*?)\n\};/)[1];
  const offered = new Set([...block.matchAll(/"([a-z_]+)"/g)].map(([, code]) => code));
  assert.deepEqual([...offered].sort(), [...REASON_CODE].sort());
});
