// The rep's route in all: what is fetched from sign-in to the fourth tap, compressed.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const ROOT = new URL("../../frontend/static/js/", import.meta.url);
const ENTRIES = [
  "shell.js", "offline/worker.js", "islands/today-list.js", "islands/demand-change-form.js",
  "islands/outbox-list.js", "islands/customer-list.js",
];
const LIMIT = 60 * 1024;

/** A module as `frontend/assets.py` sends it: without comment lines and indentation. */
function slimmed(code) {
  let isComment = false;
  return code
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => {
      if (isComment || line.startsWith("/*")) {
        isComment = !line.includes("*/");
        return false;
      }
      return line !== "" && !line.startsWith("//");
    })
    .join("\n");
}

/** The entry modules and whatever they import at once. */
function closure(entries) {
  const found = new Map();
  const visit = (at) => {
    if (found.has(at.href)) return;
    const code = readFileSync(at, "utf8");
    found.set(at.href, code);
    for (const [, path] of code.matchAll(/^(?:import|export)[^"';]*?["'](\.[^"']+)["'];?$/gm)) visit(new URL(path, at));
  };
  for (const entry of entries) visit(new URL(entry, ROOT));
  return found;
}

test("the rep's route stays under 60 KB of compressed JavaScript", (context) => {
  if (!existsSync(new URL("vendor/idb.js", ROOT))) return context.skip("the browser modules are not set up");
  const files = closure(ENTRIES);
  const size = [...files.values()].reduce((sum, code) => sum + gzipSync(slimmed(code), { level: 9 }).length, 0);
  context.diagnostic(`${files.size} modules, ${size} bytes compressed`);
  assert.ok(size < LIMIT, `${size} bytes`);
  return undefined;
});

test("no module of ours parses HTML or builds script from text", () => {
  const files = closure([...ENTRIES, "islands/decision-bar.js", "islands/push-switch.js", "islands/promise-form.js", "sign-in.js", "shell/sign-out.js"]);
  const own = [...files].filter(([path]) => !path.includes("/vendor/"));
  for (const [path, code] of own) {
    assert.doesNotMatch(code, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|new Function|eval\(/, path);
  }
  for (const [path, code] of own) assert.ok(code.split("\n").length <= 300, path);
  // Comments and indentation are taken off line by line, which a template over several lines would not survive.
  const lines = own.flatMap(([path, code]) => slimmed(code).split("\n").map((line) => [path, line]));
  assert.deepEqual(lines.filter(([, line]) => (line.split("`").length - 1) % 2 === 1), []);
});
