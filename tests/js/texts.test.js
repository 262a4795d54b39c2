// The phone's screens and the catalogue: every key asked for is there, every key there is asked for.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";

import { keysOf, LANGUAGES, source } from "./support/texts.js";

const MODULES = new URL("../../frontend/static/js/", import.meta.url);
const AREAS = ["today", "log", "outbox", "customers", "promise", "decision", "shell", "sign-in", "status", "reasons"];

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const at = new URL(name, folder);
    if (["vendor", "generated"].includes(name)) return [];
    if (statSync(at).isDirectory()) return files(new URL(`${name}/`, folder));
    return name.endsWith(".js") ? [at] : [];
  });
}

const code = files(MODULES).map((at) => readFileSync(at, "utf8")).join("\n");
const python = readPython(new URL("../../frontend/", import.meta.url));

function readPython(folder) {
  return readdirSync(folder)
    .flatMap((name) => {
      const at = new URL(name, folder);
      if (["static", "__pycache__"].includes(name)) return [];
      if (statSync(at).isDirectory()) return [readPython(new URL(`${name}/`, folder))];
      return name.endsWith(".py") ? [readFileSync(at, "utf8")] : [];
    })
    .join("\n");
}

const PREFIX = AREAS.join("|");
const literal = new Set(
  [...code.matchAll(new RegExp(`"((?:${PREFIX}|reason)-[a-z0-9-]+)"`, "g"))].map(([, key]) => key),
);
// What stands before a `${` in a template is the beginning of keys that are made from codes.
const beginnings = [...code.matchAll(new RegExp(`\`((?:${PREFIX}|reason)-[a-z0-9-]*)\\$\\{`, "g"))].map(([, start]) => start);
const NOT_TEXTS = new Set([
  "today-list", "outbox-list", "decision-bar", "log-", "reason-more", "reasons-head", "sign-in-fault", "customer-list",
  "promise-form",
]);

const english = new Set(keysOf(source("en")));

test("every text that a module asks for by name is in the catalogue", () => {
  const missing = [...literal].filter((key) => !english.has(key) && !NOT_TEXTS.has(key));
  assert.deepEqual(missing, []);
});

test("every text of the phone's areas is asked for somewhere", () => {
  const own = new Set(keysOf(source("en", AREAS)));
  const unused = [...own].filter(
    (key) =>
      !literal.has(key) &&
      !beginnings.some((start) => key.startsWith(start)) &&
      !python.includes(`"${key}"`) &&
      !/^reasons?-/.test(key),
  );
  assert.deepEqual(unused, []);
});

for (const language of LANGUAGES.slice(1)) {
  test(`the phone's areas say the same things in ${language} as in English`, () => {
    assert.deepEqual(keysOf(source(language, AREAS)).sort(), keysOf(source("en", AREAS)).sort());
  });
}

test("no text uses a word that the design rules out", () => {
  const ruledOut = /\b(please|sorry|oops|invalid|successfully|error occurred)\b/i;
  const lines = source("en", AREAS).split("\n").filter((line) => !line.startsWith("#"));
  assert.deepEqual(lines.filter((line) => ruledOut.test(line)), []);
});
